-- Marks that turn the direction of what follows (an override in a landmark turns the words of the page beside it) are
-- never typed by hand: they come along with what is pasted, or on purpose. They are left out, as line ends are made one.
-- And what holds nothing that can be seen is blank: a description of zero-width spaces described nothing.

create or replace function private.tidy(words text) returns text
language sql immutable parallel safe set search_path = '' as $$
  -- The same spaces that JavaScript's trim() takes away, the full-width one included; line ends as one character.
  select case
    when btrim(
      t.words,
      E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u3164\uffa0'
    ) <> '' then t.words
  end
  from (
    select btrim(
      translate(
        replace(normalize(words, nfc), E'\r\n', E'\n'),
        E'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069', ''
      ),
      E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
    ) as words
  ) t
$$;
comment on function private.tidy(text) is
  'NFC, trimmed, without marks that turn the direction; null when nothing is left that can be seen.';
