import { expect, it } from 'vitest';
import { z } from 'zod';
import { read, typed } from './read';

const schema = z.object({
  name: z.string().trim().min(1, 'name_missing'),
  tags: z.preprocess((value) => [value ?? []].flat(), z.array(z.string())),
  password: z.string().min(8, 'password_short')
});

const form = (...pairs: [string, string | Blob][]) => {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
};

it('gives the data when all is there', () => {
  const { data } = read(schema, form(['name', ' Lin '], ['tags', 'a'], ['tags', 'b'], ['password', 'riverbend7']));
  expect(data).toEqual({ name: 'Lin', tags: ['a', 'b'], password: 'riverbend7' });
});

it('says which field lacks what, keeps what was typed and never the password', () => {
  const { errors, values } = read(
    schema,
    form(['name', ' '], ['tags', 'a'], ['password', 'short'], ['photo', new Blob(['x'])])
  );
  expect(errors).toEqual({ name: 'name_missing', password: 'password_short' });
  expect(values).toEqual({ name: ' ', tags: 'a' });
  expect(typed(values, 'name')).toBe(' ');
  expect(typed(values, 'nothing')).toBe('');
});
