import {
  bench,
  circle,
  ellipse,
  floor,
  group,
  lamp,
  line,
  rect,
  repeat,
  shape,
  skyline,
  smoke,
  sound,
  thrown,
  tree,
  type Light
} from './paint.ts';

/** What is drawn between the sky and the mark; `dark` when lamps are lit. */
export type Scene = (l: Light, dark: boolean) => string;

const house = (l: Light, x: number, y: number, w: number, h: number) =>
  rect(x, y, w, h, l.wall) +
  rect(x - 10, y - 14, w + 20, 18, l.roof, 'rx="4"') +
  repeat(Math.floor(w / 92), (i) =>
    repeat(
      Math.max(1, Math.floor((h - 190) / 104)),
      (j) =>
        rect(x + 26 + i * 90, y + 34 + j * 104, 46, 62, l.window, 'rx="4"') +
        rect(x + 20 + i * 90, y + 98 + j * 104, 58, 7, l.roof)
    )
  );
const shop = (l: Light, x: number, bottom: number, w: number, stripes: string) =>
  rect(x, bottom - 150, w, 150, l.pale) +
  rect(x + 24, bottom - 106, w * 0.42, 76, l.window, 'rx="4"') +
  rect(x + w - 92, bottom - 112, 62, 112, l.roof, 'rx="4"') +
  repeat(Math.ceil(w / 44), (i) => {
    const width = Math.min(44, w - i * 44);
    return shape(
      `M${x + i * 44} ${bottom - 168} h ${width} v 34 a ${width / 2} 16 0 0 1 ${-width} 0 Z`,
      i % 2 ? l.pale : stripes
    );
  });
const plate = (l: Light, x: number, y: number, w = 150) =>
  rect(x, y, w, 40, l.pine, 'rx="6"') +
  repeat(3, (i) => rect(x + 18 + i * ((w - 30) / 3), y + 14, (w - 60) / 3, 12, l.pale, 'rx="3" opacity=".9"'));
const bag = (x: number, y: number, size: number, colour: string) =>
  shape(
    `M${x - 40 * size} ${y} Q ${x - 52 * size} ${y - 52 * size} ${x - 8 * size} ${y - 66 * size} L ${x - 16 * size} ${y - 84 * size} h ${32 * size} L ${x + 8 * size} ${y - 66 * size} Q ${x + 52 * size} ${y - 50 * size} ${x + 40 * size} ${y} Z`,
    colour
  );
export const scenes: Record<string, Scene> = {
  /** Smoke from the kitchen of a small restaurant, up along the flats. */
  fume: (l) =>
    skyline(l, 470, 2) +
    floor(l, 500) +
    house(l, 120, 120, 470, 460) +
    shop(l, 120, 600, 470, l.plum) +
    plate(l, 200, 398) +
    line('M590 470 h 60 v -120', l.ink, 26) +
    shape('M632 350 h 36 l 12 -26 h -60 Z', l.ink) +
    smoke(l, 655, 300, 6) +
    tree(l, 850, 640, 1.1),
  /** Four bins that hold no more. */
  bins: (l) =>
    skyline(l, 450, 5) +
    floor(l, 470) +
    house(l, -60, 150, 300, 400) +
    tree(l, 860, 560, 1.2) +
    repeat(4, (i) => {
      const x = 200 + i * 150;
      const colour = [l.pine, l.river, l.plum, '#6b7280'][i]!;
      return (
        bag(x + 40, 420, 0.8, ['#e8e2d2', '#c9b68f', '#dfe6e8', '#4b5563'][i]!) +
        bag(x + 84, 412, 0.7, '#f3ead2') +
        shape(`M${x} 420 h 124 l -12 190 h -100 Z`, colour) +
        rect(x - 8, 406, 140, 22, colour, 'rx="8"') +
        shape(`M${x + 8} 404 l 20 -52 h 96 l 8 52 Z`, colour, 'opacity=".55"') +
        circle(x + 62, 505, 26, l.pale, 'opacity=".9"') +
        circle(x + 24, 616, 11, l.ink) +
        circle(x + 100, 616, 11, l.ink)
      );
    }) +
    bag(160, 640, 1, '#4b5563') +
    bag(240, 668, 0.9, '#e8e2d2') +
    rect(690, 618, 96, 62, '#c9a26b', 'rx="3"') +
    line('M738 618 v 62', '#a77f4b', 5) +
    plate(l, 26, 330, 130),
  /** A puddle under a lamp, in the rain. */
  puddle: (l, dark) =>
    skyline(l, 430, 8) +
    floor(l, 450) +
    tree(l, 140, 520, 1.1) +
    lamp(l, 600, 560, dark) +
    ellipse(470, 620, 360, 68, l.water) +
    ellipse(470, 620, 260, 44, 'none', `stroke="${l.ripple}" stroke-width="5"`) +
    ellipse(500, 622, 130, 20, 'none', `stroke="${l.ripple}" stroke-width="5"`) +
    ellipse(610, 606, 60, 10, l.window, dark ? 'opacity=".7"' : 'opacity=".25"') +
    repeat(46, (i) => {
      const x = thrown(i) * 960,
        y = thrown(i, 2) * 620;
      return line(`M${x} ${y} l -10 34`, l.ripple, 4, 'opacity=".75"');
    }) +
    shape('M730 560 l 34 -96 l 34 96 Z', l.sun) +
    rect(716, 558, 96, 14, l.sun, 'rx="5"') +
    rect(744, 512, 42, 14, l.pale),
  /** A building site that works at night. */
  site: (l, dark) =>
    skyline(l, 480, 3) +
    floor(l, 520) +
    repeat(4, (i) => rect(160, 230 + i * 84, 360, 12, l.roof)) +
    repeat(5, (i) => rect(160 + i * 87, 230, 12, 350, l.roof)) +
    repeat(6, (i) =>
      rect(176 + (i % 3) * 90, 246 + Math.floor(i / 3) * 168, 66, 64, l.window, `opacity="${dark ? 0.75 : 0.25}"`)
    ) +
    line('M680 580 V 130', l.sun, 16) +
    line('M480 150 H 880 M680 90 L 500 150 M680 90 L 860 150 M680 130 V 90', l.sun, 10) +
    line('M540 150 v 110', l.ink, 5) +
    rect(515, 260, 50, 34, l.river, 'rx="3"') +
    rect(840, 152, 56, 44, l.ink) +
    repeat(12, (i) => rect(i * 82, 566, 80, 96, i % 2 ? l.pine : l.pale, 'opacity=".96"')) +
    rect(0, 556, 960, 12, l.ink) +
    plate(l, 336, 590, 150) +
    (dark ? ellipse(330, 300, 300, 260, 'url(#glow)') : '') +
    sound(l.sun, 610, 420, 3),
  /** Skewers on charcoal by the road. */
  bbq: (l, dark) =>
    skyline(l, 450, 6) +
    floor(l, 480) +
    tree(l, 90, 560, 1.1) +
    line('M40 150 Q 480 230 930 130', l.ink, 4) +
    repeat(7, (i) => circle(120 + i * 124, 182 + Math.sin(i) * 14, 20, i % 2 ? l.sun : l.plum)) +
    (dark ? ellipse(480, 420, 420, 300, 'url(#glow)') : '') +
    shape('M250 300 h 460 l 40 70 h -540 Z', l.plum) +
    repeat(5, (i) => shape(`M${262 + i * 92} 300 h 46 l 4 70 h -54 Z`, l.pale, 'opacity=".9"')) +
    line('M250 370 V 620 M710 370 V 620', l.ink, 10) +
    shape('M300 500 h 360 l -22 78 h -316 Z', l.ink) +
    rect(290, 488, 380, 16, '#525c58', 'rx="5"') +
    repeat(9, (i) => circle(326 + i * 38, 494, 9, '#e8623c')) +
    line('M340 578 l -18 80 M620 578 l 18 80', l.ink, 10) +
    repeat(
      7,
      (i) =>
        line(`M${326 + i * 48} 500 v -62`, l.trunk, 5) +
        circle(326 + i * 48, 470, 11, '#9c4a32') +
        circle(326 + i * 48, 448, 11, '#b9603f')
    ) +
    smoke(l, 430, 430, 6, l.smoke, 30) +
    plate(l, 408, 400, 144),
  /** A green strip that was fenced off and filled. */
  strip: (l) =>
    skyline(l, 430, 9) +
    house(l, 560, 110, 420, 370) +
    rect(0, 460, 960, 260, l.leaf) +
    shape('M0 600 Q 480 560 960 610 V 720 H 0 Z', l.path) +
    tree(l, 120, 500, 1) +
    tree(l, 420, 490, 0.8) +
    rect(240, 430, 130, 110, '#c9a26b', 'rx="3"') +
    rect(380, 450, 110, 90, '#b58a54', 'rx="3"') +
    rect(270, 360, 96, 72, '#d7b782', 'rx="3"') +
    line('M305 430 v 110 M435 450 v 90', '#94703f', 4) +
    shape('M560 500 q 10 -62 70 -62 h 110 q 50 0 70 62 l 44 12 v 40 H 540 v -40 Z', l.river) +
    shape('M600 496 q 8 -38 46 -38 h 34 v 38 Z M694 458 h 46 q 30 0 46 38 h -92 Z', l.ripple) +
    circle(610, 554, 30, l.ink) +
    circle(790, 554, 30, l.ink) +
    circle(610, 554, 12, l.pale) +
    circle(790, 554, 12, l.pale) +
    rect(846, 512, 66, 26, l.pale, 'rx="3"') +
    line(
      'M60 600 V 500 M190 600 V 500 M320 604 V 504 M450 606 V 506 M580 608 V 508 M710 610 V 510 M840 612 V 512 M60 530 H 900 M60 572 H 900',
      l.ink,
      7
    ),
  /** What floats on the water. */
  river: (l) =>
    skyline(l, 330, 4) +
    rect(0, 330, 960, 60, l.leafDark) +
    tree(l, 110, 380, 0.9) +
    tree(l, 850, 386, 1) +
    rect(0, 384, 960, 336, l.water) +
    line('M0 330 H 960', l.pale, 8) +
    shape('M250 384 Q 480 220 710 384 h -60 Q 480 276 310 384 Z', l.wall) +
    line('M250 378 Q 480 212 710 378', l.roof, 12) +
    repeat(14, (i) =>
      line(`M${thrown(i) * 900} ${420 + thrown(i, 2) * 260} q 28 -14 56 0 q 28 14 56 0`, l.ripple, 5, 'opacity=".8"')
    ) +
    group(
      'translate(300 540) rotate(-16)',
      rect(-70, -18, 108, 36, '#cfe9ef', 'rx="16"'),
      rect(36, -9, 26, 18, '#cfe9ef'),
      rect(60, -11, 14, 22, l.plum, 'rx="3"'),
      rect(-44, -18, 40, 36, l.river, 'opacity=".7"')
    ) +
    group(
      'translate(540 610) rotate(10)',
      rect(-70, -22, 112, 40, '#e2f2e6', 'rx="17"'),
      rect(40, -10, 24, 18, '#e2f2e6'),
      rect(62, -12, 14, 22, l.sun, 'rx="3"')
    ) +
    bag(700, 560, 1.1, '#f7f4ea') +
    rect(390, 600, 92, 44, '#f4ead6', 'rx="8" transform="rotate(-8 430 620)"') +
    shape(
      'M120 690 q -10 -120 -40 -190 M150 690 q 4 -130 30 -200 M180 690 q 20 -100 64 -150',
      'none',
      `stroke="${l.leafDark}" stroke-width="10" stroke-linecap="round"`
    ),
  /** Fans on a roof that hum all night. */
  fans: (l) =>
    skyline(l, 560, 7) +
    house(l, 560, 60, 460, 700) +
    rect(0, 500, 620, 220, l.roof) +
    rect(0, 488, 640, 22, l.near) +
    repeat(3, (i) => {
      const x = 110 + i * 178;
      return (
        rect(x - 76, 330, 152, 164, '#9aa7a4', 'rx="8"') +
        circle(x, 412, 62, l.ink) +
        repeat(4, (k) =>
          group(
            `translate(${x} 412) rotate(${k * 90 + i * 24})`,
            shape('M0 0 Q 34 -10 50 -34 Q 10 -50 0 0 Z', '#cfd8d5')
          )
        ) +
        circle(x, 412, 12, l.sun)
      );
    }) +
    sound(l.plum, 560, 400, 3) +
    plate(l, 46, 540, 150),
  /** A loudspeaker in the park. */
  speaker: (l, dark) =>
    skyline(l, 420, 11) +
    floor(l, 450) +
    tree(l, 110, 540, 1.2) +
    tree(l, 860, 530, 1.1) +
    lamp(l, 740, 560, dark) +
    ellipse(480, 640, 360, 56, l.near, 'opacity=".5"') +
    rect(380, 300, 180, 330, l.ink, 'rx="16"') +
    circle(470, 388, 52, '#55625d') +
    circle(470, 388, 22, l.sun) +
    circle(470, 528, 68, '#55625d') +
    circle(470, 528, 28, l.sun) +
    sound(l.plum, 580, 450, 4) +
    sound(l.plum, 360, 450, 4, -1) +
    repeat(3, (i) =>
      group(
        `translate(${180 + i * 270} ${230 + (i % 2) * 50})`,
        line('M0 0 V -70 h 44 V -14', l.pine, 8),
        ellipse(-10, 2, 15, 11, l.pine),
        ellipse(34, -12, 15, 11, l.pine)
      )
    ),
  /** A heavy branch over the path. */
  tree: (l) =>
    skyline(l, 430, 12) +
    floor(l, 460) +
    group('translate(330 620) rotate(9)', tree(l, 0, 0, 2)) +
    group(
      'translate(560 330) rotate(38)',
      shape('M-150 -8 Q 0 -24 170 6 L 168 16 Q 0 6 -150 14 Z', l.trunk),
      circle(150, -6, 46, l.leaf),
      circle(110, 24, 34, l.leafDark),
      circle(180, 28, 36, l.leaf)
    ) +
    line('M470 300 L 500 250', l.plum, 8) +
    bench(l, 620, 590) +
    shape('M500 640 l 32 -90 l 32 90 Z', l.sun) +
    rect(488, 638, 88, 12, l.sun, 'rx="5"') +
    rect(514, 594, 38, 12, l.pale),
  /** What was left on the pavement overnight. */
  dump: (l) =>
    skyline(l, 380, 13) +
    rect(0, 260, 960, 260, l.wall) +
    repeat(5, (j) =>
      repeat(13, (i) => rect(i * 80 - (j % 2) * 40, 266 + j * 50, 74, 44, l.roof, 'opacity=".22" rx="3"'))
    ) +
    rect(0, 246, 960, 18, l.roof) +
    rect(0, 510, 960, 210, l.path) +
    rect(90, 330, 120, 260, '#d9d2e0', 'rx="14" transform="rotate(-8 150 460)"') +
    repeat(4, (i) => circle(126 + (i % 2) * 44, 400 + Math.floor(i / 2) * 100, 6, '#9a90a6')) +
    shape('M270 480 q 0 -60 60 -60 h 230 q 60 0 60 60 v 110 H 270 Z', l.plum) +
    rect(250, 500, 70, 100, l.plum, 'rx="22"') +
    rect(570, 500, 70, 100, l.plum, 'rx="22"') +
    rect(320, 520, 120, 56, '#d0657e', 'rx="14"') +
    rect(446, 520, 120, 56, '#d0657e', 'rx="14"') +
    rect(690, 370, 150, 230, l.trunk, 'rx="4"') +
    line('M765 376 v 216', l.ink, 4) +
    circle(752, 490, 6, l.sun) +
    circle(778, 490, 6, l.sun) +
    bag(250, 650, 1, '#4b5563') +
    bag(660, 660, 0.9, '#e8e2d2') +
    plate(l, 420, 306, 150),
  /** Rubble before a door. */
  rubble: (l) =>
    house(l, -40, 60, 1060, 620) +
    rect(0, 520, 960, 200, l.path) +
    rect(560, 270, 200, 260, l.roof, 'rx="6"') +
    rect(580, 290, 74, 240, l.near) +
    rect(666, 290, 74, 240, l.near) +
    plate(l, 585, 220, 150) +
    repeat(6, (i) => {
      const x = 100 + (i % 3) * 120 + (i > 2 ? 50 : 0),
        y = 620 - (i > 2 ? 92 : 0);
      return (
        shape(`M${x} ${y} q -12 -60 14 -98 h 76 q 26 40 12 98 Z`, i % 2 ? '#e9dfc8' : '#d8ccb0') +
        line(`M${x + 24} ${y - 90} h 56`, l.trunk, 7)
      );
    }) +
    repeat(12, (i) =>
      rect(
        430 + thrown(i) * 330,
        600 + thrown(i, 2) * 64,
        50,
        24,
        i % 3 ? '#b9603f' : '#cfcabd',
        `rx="3" transform="rotate(${thrown(i, 3) * 70 - 35} ${450 + thrown(i) * 330} ${612 + thrown(i, 2) * 64})"`
      )
    ),
  /** Leaves that burn under bare trees. */
  leaves: (l) =>
    skyline(l, 420, 14) +
    floor(l, 440) +
    tree(l, 130, 560, 1.5, true) +
    tree(l, 820, 540, 1.4, true) +
    tree(l, 660, 500, 0.9, true) +
    repeat(46, (i) =>
      ellipse(
        thrown(i) * 960,
        560 + thrown(i, 2) * 150,
        11,
        6,
        ['#d9832f', '#b9603f', l.sun][i % 3]!,
        `transform="rotate(${thrown(i, 4) * 180} ${thrown(i) * 960} ${560 + thrown(i, 2) * 150})"`
      )
    ) +
    ellipse(450, 622, 210, 40, l.trunk) +
    shape('M260 616 Q 330 520 450 512 Q 590 524 640 616 Z', '#b9703a') +
    shape('M360 590 q 20 -90 70 -140 q 10 50 40 70 q 14 -40 10 -70 q 60 60 66 140 Z', '#ee7b3a') +
    shape('M410 590 q 12 -54 40 -84 q 30 40 40 84 Z', '#fbd27c') +
    smoke(l, 460, 440, 7, l.smoke, 26),
  /** Catkin fluff along the kerb. */
  catkins: (l) =>
    skyline(l, 430, 15) +
    floor(l, 460) +
    group('translate(240 600)', tree(l, 0, 0, 1.9)) +
    repeat(9, (i) =>
      line(
        `M${120 + i * 30} ${210 + thrown(i) * 40} q ${-14 + thrown(i, 3) * 28} 90 0 ${150 + thrown(i, 2) * 70}`,
        l.leaf,
        7
      )
    ) +
    tree(l, 800, 540, 1.2) +
    repeat(90, (i) =>
      circle(thrown(i) * 960, 120 + thrown(i, 2) * 560, 3 + thrown(i, 3) * 7, '#ffffff', 'opacity=".85"')
    ) +
    repeat(12, (i) => ellipse(40 + i * 82, 640 + thrown(i) * 18, 56, 17, '#ffffff', 'opacity=".9"')),
  /** Rain water in old tubs. */
  mosquito: (l) =>
    skyline(l, 420, 16) +
    floor(l, 450) +
    tree(l, 120, 540, 1.2) +
    tree(l, 850, 540, 1.3) +
    repeat(3, (i) => {
      const x = 210 + i * 210;
      return (
        shape(`M${x} 500 h 160 l -22 130 h -116 Z`, i % 2 ? '#a8674c' : '#b9775a') +
        ellipse(x + 80, 500, 80, 22, l.water) +
        ellipse(x + 80, 502, 40, 9, 'none', `stroke="${l.ripple}" stroke-width="4"`)
      );
    }) +
    repeat(9, (i) =>
      group(
        `translate(${150 + thrown(i) * 660} ${250 + thrown(i, 2) * 190}) rotate(${thrown(i, 3) * 60 - 30})`,
        ellipse(0, 0, 15, 5, l.ink),
        ellipse(-4, -12, 13, 5, l.ripple, 'opacity=".8" transform="rotate(-30)"'),
        ellipse(6, -12, 13, 5, l.ripple, 'opacity=".8" transform="rotate(30)"'),
        line('M-6 4 l -12 16 M0 5 v 18 M6 4 l 12 16 M15 0 h 13', l.ink, 2.5)
      )
    ),
  /** Bare soil and wind. */
  dust: (l) =>
    skyline(l, 440, 17) +
    rect(0, 440, 960, 280, '#cbb48c') +
    shape('M60 560 Q 220 330 400 560 Z', '#b58a54') +
    shape('M280 570 Q 430 390 600 570 Z', '#c39a63') +
    shape('M0 590 Q 480 550 960 600 V 720 H 0 Z', '#dcc9a3') +
    rect(600, 430, 210, 110, l.sun, 'rx="6" transform="skewX(-8) translate(66 0)"') +
    shape('M800 456 h 78 l 34 50 v 56 h -112 Z', l.river) +
    rect(822, 470, 46, 36, l.ripple, 'rx="3"') +
    repeat(3, (i) => circle(650 + i * 110, 574, 33, l.ink) + circle(650 + i * 110, 574, 13, l.pale)) +
    rect(884, 540, 58, 22, l.pale, 'rx="3"') +
    repeat(9, (i) => circle(80 + i * 78, 510 - thrown(i) * 190, 46 + thrown(i, 2) * 46, '#d9c294', 'opacity=".55"')),
  /** A bench with broken boards by the lake. */
  bench: (l, dark) =>
    skyline(l, 360, 18) +
    rect(0, 360, 960, 120, l.water) +
    repeat(8, (i) => line(`M${thrown(i) * 860} ${386 + thrown(i, 2) * 70} q 24 -10 48 0`, l.ripple, 5)) +
    rect(0, 470, 960, 250, l.leaf) +
    shape('M0 610 Q 480 560 960 620 V 720 H 0 Z', l.path) +
    tree(l, 150, 560, 1.5) +
    lamp(l, 780, 570, dark) +
    group(
      'translate(310 440) scale(1.5)',
      rect(0, 0, 220, 13, l.trunk, 'rx="4"'),
      rect(0, 24, 110, 13, l.trunk, 'rx="4" transform="rotate(9)"'),
      rect(150, 24, 70, 13, l.trunk, 'rx="4"'),
      rect(-8, 62, 104, 14, l.trunk, 'rx="4"'),
      rect(92, 68, 90, 14, l.trunk, 'rx="4" transform="rotate(14 92 68)"'),
      line('M16 -6 v 116 M204 -6 v 116', l.ink, 9)
    ),
  /** A charger whose screen stays black. */
  charger: (l, dark) =>
    skyline(l, 420, 19) +
    rect(0, 420, 960, 300, l.near) +
    rect(0, 560, 960, 160, l.path) +
    line('M120 720 L 260 560 M480 720 V 560 M840 720 L 700 560', l.pale, 10) +
    lamp(l, 90, 570, dark) +
    rect(560, 250, 150, 330, l.pine, 'rx="18"') +
    rect(584, 282, 102, 76, l.ink, 'rx="8"') +
    line('M612 300 l 46 40 M658 300 l -46 40', l.plum, 7) +
    shape('M640 390 l -34 56 h 28 l -12 46 l 44 -62 h -30 Z', l.sun) +
    line('M560 440 q -80 20 -70 110 q 6 50 -50 40', l.ink, 12) +
    rect(404, 572, 44, 30, l.ink, 'rx="6"') +
    shape('M150 560 q 8 -76 80 -76 h 96 q 46 0 70 76 l 30 8 v 46 H 132 v -46 Z', l.plum) +
    shape('M192 556 q 6 -48 46 -48 h 24 v 48 Z M276 508 h 40 q 26 0 42 48 h -82 Z', l.ripple) +
    circle(204, 620, 31, l.ink) +
    circle(362, 620, 31, l.ink) +
    rect(140, 584, 62, 24, l.pale, 'rx="3"'),
  /** A drain that gives back what it should take. */
  drain: (l) =>
    skyline(l, 330, 20) +
    house(l, 640, 60, 380, 360) +
    shop(l, 640, 420, 330, l.pine) +
    rect(0, 400, 960, 320, l.path) +
    shape('M0 470 H 960 V 720 H 0 Z', l.near) +
    rect(0, 452, 960, 22, l.pale) +
    repeat(6, (i) => rect(30 + i * 170, 690, 90, 12, l.pale, 'opacity=".7"')) +
    shape('M120 640 Q 180 540 420 552 Q 720 540 800 620 Q 860 700 640 706 H 240 Q 90 706 120 640 Z', l.water) +
    ellipse(440, 610, 110, 34, l.ink) +
    ellipse(440, 604, 96, 27, '#55625d') +
    repeat(6, (i) => line(`M${372 + i * 27} 596 v 16`, l.ink, 7)) +
    repeat(5, (i) => circle(380 + i * 34, 560 - thrown(i) * 60, 13 + thrown(i, 2) * 9, l.ripple, 'opacity=".85"')) +
    ellipse(440, 640, 220, 34, 'none', `stroke="${l.ripple}" stroke-width="5"`) +
    plate(l, 700, 262, 150)
};
