/** The light of a picture: the palette of the app's own screens, by day, at dusk and at night. */
export interface Light {
  sky: [string, string];
  orb: string;
  far: string;
  near: string;
  ground: string;
  path: string;
  wall: string;
  roof: string;
  window: string;
  leaf: string;
  leafDark: string;
  trunk: string;
  water: string;
  ripple: string;
  ink: string;
  smoke: string;
  sun: string;
  plum: string;
  river: string;
  pine: string;
  pale: string;
}

const colours = { sun: '#f2a93b', plum: '#b8405d', river: '#3f86ab', pine: '#2c7a60', pale: '#faf8f3' };

export const lights = {
  day: {
    ...colours,
    sky: ['#cfe6ee', '#faf3e3'],
    orb: '#fbd98a',
    far: '#c3d6d3',
    near: '#a5c2ba',
    ground: '#dfe3cd',
    path: '#efe9da',
    wall: '#f1e3cb',
    roof: '#b9775a',
    window: '#8fb6c4',
    leaf: '#5f9f7e',
    leafDark: '#3b7a5e',
    trunk: '#8a6a52',
    water: '#8fc0d0',
    ripple: '#d6ecf0',
    ink: '#2f4038',
    smoke: '#8d9590'
  },
  dusk: {
    ...colours,
    sky: ['#5c6f95', '#f6c391'],
    orb: '#f7965a',
    far: '#8d86a0',
    near: '#6d6d89',
    ground: '#a8a284',
    path: '#cbb697',
    wall: '#dcb48f',
    roof: '#8b5348',
    window: '#fbd27c',
    leaf: '#5b8067',
    leafDark: '#3a5f50',
    trunk: '#64483c',
    water: '#7f8fae',
    ripple: '#f2c9a0',
    ink: '#2a2f38',
    smoke: '#6f6c78'
  },
  night: {
    ...colours,
    sky: ['#0e1d2e', '#24405a'],
    orb: '#f4ecd0',
    far: '#1d3247',
    near: '#17283a',
    ground: '#22352f',
    path: '#3a4743',
    wall: '#46505a',
    roof: '#33313c',
    window: '#f8c860',
    leaf: '#2f5c4c',
    leafDark: '#1f4438',
    trunk: '#3a322e',
    water: '#1d4a63',
    ripple: '#6fa6bd',
    ink: '#0c1319',
    smoke: '#5d6a72'
  }
} satisfies Record<string, Light>;

export type LightName = keyof typeof lights;

export const WIDTH = 960;
export const HEIGHT = 720;

export const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, more = '') =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const shape = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width = 6, more = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const group = (transform: string, ...parts: string[]) => `<g transform="${transform}">${parts.join('')}</g>`;
export const repeat = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i)).join('');

/** Numbers that look thrown and are the same every time. */
export const thrown = (i: number, salt = 1) => {
  const x = Math.sin(i * 127.1 + salt * 311.7) * 43758.5453;
  return x - Math.floor(x);
};

export const sky = (l: Light, name: LightName) =>
  `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${l.sky[0]}"/><stop offset="1" stop-color="${l.sky[1]}"/></linearGradient>
   <radialGradient id="glow"><stop offset="0" stop-color="${l.window}" stop-opacity=".75"/><stop offset="1" stop-color="${l.window}" stop-opacity="0"/></radialGradient></defs>` +
  rect(0, 0, WIDTH, HEIGHT, 'url(#sky)') +
  (name === 'night'
    ? repeat(26, (i) => circle(thrown(i) * WIDTH, thrown(i, 2) * 300, 1 + thrown(i, 3) * 2, l.orb, 'opacity=".8"'))
    : '') +
  (name === 'dusk'
    ? circle(735, 330, 70, l.orb, 'opacity=".95"')
    : circle(790, 125, name === 'night' ? 40 : 58, l.orb)) +
  (name === 'night' ? circle(772, 112, 36, l.sky[0]) : '');

/** Rows of houses far away, with windows that are lit when it is dark. */
export const skyline = (l: Light, bottom = 470, salt = 1) =>
  repeat(9, (i) => {
    const h = 110 + thrown(i, salt) * 190;
    const x = i * 112 - 20;
    return rect(x, bottom - h, 92, h + 20, l.far, 'rx="6"');
  }) +
  repeat(8, (i) => {
    const h = 70 + thrown(i, salt + 4) * 130;
    const x = i * 128 + 10;
    return (
      rect(x, bottom - h, 104, h + 20, l.near, 'rx="5"') +
      repeat(6, (j) =>
        thrown(i * 7 + j, salt) > 0.45
          ? rect(
              x + 16 + (j % 3) * 28,
              bottom - h + 18 + Math.floor(j / 3) * 34,
              14,
              18,
              l.window,
              'rx="2" opacity=".7"'
            )
          : ''
      )
    );
  });

export const floor = (l: Light, top = 480) =>
  rect(0, top, WIDTH, HEIGHT - top, l.ground) +
  shape(`M0 ${top + 90} Q 480 ${top + 50} ${WIDTH} ${top + 100} V ${HEIGHT} H 0 Z`, l.path);

export const tree = (l: Light, x: number, y: number, size = 1, bare = false) =>
  group(
    `translate(${x} ${y}) scale(${size})`,
    shape('M-10 0 Q -6 -70 -8 -130 H 8 Q 8 -70 12 0 Z', l.trunk),
    line('M0 -90 L -38 -140 M0 -110 L 36 -155 M-2 -125 L -14 -180', l.trunk, 8),
    bare
      ? line(
          'M-38 -140 L -60 -185 M-38 -140 L -22 -180 M36 -155 L 62 -195 M36 -155 L 28 -205 M-14 -180 L -2 -220',
          l.trunk,
          5
        )
      : circle(-44, -165, 48, l.leafDark) +
          circle(40, -175, 52, l.leafDark) +
          circle(0, -205, 62, l.leaf) +
          circle(-20, -160, 40, l.leaf)
  );

export const lamp = (l: Light, x: number, y: number, lit: boolean) =>
  line(`M${x} ${y} V ${y - 250} Q ${x} ${y - 285} ${x + 45} ${y - 285}`, l.ink, 9) +
  shape(`M${x + 30} ${y - 292} h 50 l 10 22 h -70 Z`, l.ink) +
  (lit ? ellipse(x + 55, y - 262, 30, 9, l.window) + ellipse(x + 55, y - 190, 190, 190, 'url(#glow)') : '');

export const bench = (l: Light, x: number, y: number) =>
  repeat(3, (i) => rect(x, y - 78 + i * 20, 200, 12, l.trunk, 'rx="4"')) +
  rect(x - 6, y - 14, 212, 14, l.trunk, 'rx="4"') +
  line(`M${x + 18} ${y} v 46 M${x + 182} ${y} v 46`, l.ink, 9);

/** Soft round clouds of smoke or dust that drift to the right. */
export const smoke = (l: Light, x: number, y: number, n = 6, colour = l.smoke, drift = 38) =>
  repeat(n, (i) =>
    circle(
      x + i * drift + thrown(i, 9) * 22,
      y - i * 42 - thrown(i, 5) * 16,
      24 + i * 9,
      colour,
      `opacity="${(0.62 - i * 0.07).toFixed(2)}"`
    )
  );

/** Curved lines of sound. */
export const sound = (colour: string, x: number, y: number, n = 3, way = 1) =>
  repeat(n, (i) => {
    const r = 34 + i * 34;
    return line(
      `M${x} ${y - r} A ${r} ${r} 0 0 ${way > 0 ? 1 : 0} ${x} ${y + r}`,
      colour,
      7,
      `opacity="${0.9 - i * 0.22}"`
    );
  });

/** The word that no picture goes without. */
export const mark = () =>
  `<g transform="translate(${WIDTH - 262} ${HEIGHT - 84})"><rect width="236" height="58" rx="29" fill="#faf8f3" opacity=".94"/>
   <text x="118" y="40" font-family="Noto Sans CJK SC" font-weight="700" font-size="30" text-anchor="middle" fill="#0e5a44" letter-spacing="2">演示 DEMO</text></g>`;
