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
  thrown,
  tree,
  type Light
} from './paint.ts';
import type { Scene } from './scenes.ts';

const PINK = ['#f4b8c6', '#eda0b4', '#fbd7de'];
const VIOLET = ['#8d79c4', '#a793d6', '#7562b0'];
const GOLD = ['#f2b632', '#e39a22', '#f9d36a'];
const RED = ['#b5433c', '#9c352f', '#c85a4c'];

/** A crown of many small leaves or blossoms. */
const crown = (x: number, y: number, rx: number, ry: number, colours: string[], n = 90, salt = 1) =>
  repeat(n, (i) => {
    const angle = thrown(i, salt) * Math.PI * 2;
    const far = Math.sqrt(thrown(i, salt + 3));
    return circle(
      Math.round(x + Math.cos(angle) * rx * far),
      Math.round(y + Math.sin(angle) * ry * far),
      Math.round(14 + thrown(i, salt + 6) * 16),
      colours[i % colours.length]!
    );
  });
const trunk = (l: Light, x: number, y: number, size = 1) =>
  group(
    `translate(${x} ${y}) scale(${size})`,
    shape('M-16 0 Q -8 -120 -12 -230 H 12 Q 10 -120 20 0 Z', l.trunk),
    line('M0 -150 L -56 -230 M2 -170 L 58 -250 M0 -200 L -16 -290', l.trunk, 11)
  );
/** Small things strewn over the ground. */
const strewn = (n: number, top: number, bottom: number, colours: string[], salt = 1, size = 7) =>
  repeat(n, (i) =>
    ellipse(
      Math.round(thrown(i, salt) * 960),
      Math.round(top + thrown(i, salt + 1) * (bottom - top)),
      size,
      Math.round(size * 0.55),
      colours[i % colours.length]!
    )
  );
const waves = (l: Light, n: number, top: number, bottom: number, salt = 1) =>
  repeat(n, (i) =>
    line(
      `M${Math.round(thrown(i, salt) * 900)} ${Math.round(top + thrown(i, salt + 1) * (bottom - top))} q 22 -10 44 0 q 22 10 44 0`,
      l.ripple,
      4,
      'opacity=".75"'
    )
  );
/** Twigs of a willow that hang into the picture. */
const willow = (l: Light, x: number, n: number, salt = 1) =>
  repeat(n, (i) => {
    const at = x + i * 34;
    const long = Math.round(150 + thrown(i, salt) * 150);
    return (
      line(
        `M${at} -10 q ${-12 + Math.round(thrown(i, salt + 2) * 30)} ${Math.round(long / 2)} 4 ${long}`,
        l.leafDark,
        5
      ) +
      repeat(5, (k) =>
        ellipse(at + (k % 2 ? 9 : -5), Math.round((long * (k + 1)) / 6), 5, 17, k % 2 ? l.leaf : l.leafDark)
      )
    );
  });
const kite = (x: number, y: number, colour: string, tail: string) =>
  line(`M${x} ${y + 60} q -24 50 14 96 q 20 40 -10 74`, tail, 4) +
  shape(`M${x} ${y - 62} L ${x + 46} ${y} L ${x} ${y + 62} L ${x - 46} ${y} Z`, colour) +
  line(`M${x} ${y - 62} V ${y + 62} M${x - 46} ${y} H ${x + 46}`, '#faf8f3', 3);
const lotus = (x: number, y: number, size: number) =>
  group(
    `translate(${x} ${y}) scale(${size})`,
    shape('M-70 0 Q -66 -46 -20 -30 L 0 6 Z M70 0 Q 66 -46 20 -30 L 0 6 Z', PINK[1]!),
    shape('M-48 -2 Q -58 -70 -8 -70 L 0 6 Z M48 -2 Q 58 -70 8 -70 L 0 6 Z', PINK[0]!),
    shape('M-26 2 Q -30 -80 0 -92 Q 30 -80 26 2 Q 0 16 -26 2 Z', PINK[2]!),
    ellipse(0, 2, 40, 9, PINK[1]!)
  );
const pad = (l: Light, x: number, y: number, r: number, i: number) =>
  shape(
    `M${x} ${y} L ${x + r} ${y - Math.round(r * 0.1)} A ${r} ${Math.round(r * 0.36)} 0 1 1 ${x + Math.round(r * 0.86)} ${y - Math.round(r * 0.2)} Z`,
    i % 2 ? l.leaf : l.leafDark
  ) +
  line(
    `M${x} ${y} h ${-Math.round(r * 0.7)} M${x} ${y} l ${-Math.round(r * 0.3)} ${Math.round(r * 0.24)}`,
    l.pale,
    2,
    'opacity=".35"'
  );
const bamboo = (l: Light, x: number, bottom: number, high: number, salt: number) =>
  line(`M${x} ${bottom} L ${x + 8} ${bottom - high}`, l.leafDark, 13) +
  repeat(Math.floor(high / 84), (i) => line(`M${x - 6} ${bottom - 60 - i * 84} h 16`, l.leaf, 5)) +
  repeat(9, (i) => {
    const y = Math.round(bottom - high + thrown(i, salt) * high * 0.6);
    const way = i % 2 ? 1 : -1;
    return shape(
      `M${x + 4} ${y} q ${way * 34} -4 ${way * 66} 26 q ${way * -42} 6 ${way * -66} -26 Z`,
      i % 3 ? l.leaf : l.leafDark
    );
  });

/** What residents might photograph at a green place. No picture is of the place that shows it. */
export const placeScenes: Record<string, Scene> = {
  /** A bench under two ginkgos that turn yellow. */
  ginkgo: (l) =>
    skyline(l, 450, 21) +
    floor(l, 470) +
    trunk(l, 250, 590, 1.15) +
    crown(250, 250, 190, 150, GOLD, 110, 2) +
    trunk(l, 800, 560, 0.9) +
    crown(800, 300, 130, 110, GOLD, 70, 9) +
    strewn(90, 540, 712, GOLD, 4) +
    bench(l, 420, 590) +
    repeat(9, (i) => circle(560 + i * 46, 506 - Math.round(thrown(i, 2) * 12), 24, i % 2 ? l.leaf : l.leafDark)),
  /** A lake with two boats, and a pavilion on the other shore. */
  lake: (l) =>
    skyline(l, 320, 22) +
    rect(0, 320, 960, 50, l.leafDark) +
    repeat(12, (i) => circle(i * 88, 326, 34 + Math.round(thrown(i) * 18), i % 2 ? l.leaf : l.leafDark)) +
    rect(0, 362, 960, 358, l.water) +
    rect(560, 250, 14, 110, RED[0]!) +
    rect(680, 250, 14, 110, RED[0]!) +
    rect(618, 250, 14, 110, RED[1]!) +
    shape('M524 256 Q 590 240 627 178 Q 664 240 730 256 Z', l.roof) +
    circle(627, 174, 9, l.sun) +
    rect(540, 352, 174, 18, l.pale, 'rx="4"') +
    waves(l, 22, 400, 690, 3) +
    group(
      'translate(300 500)',
      shape('M-90 0 H 90 Q 74 46 40 46 H -40 Q -74 46 -90 0 Z', l.sun),
      rect(-56, -62, 8, 62, l.ink),
      rect(48, -62, 8, 62, l.ink),
      shape('M-76 -62 Q 0 -104 76 -62 Z', l.pale)
    ) +
    group(
      'translate(690 586) scale(1.25)',
      shape('M-90 0 H 90 Q 74 46 40 46 H -40 Q -74 46 -90 0 Z', l.plum),
      rect(-56, -62, 8, 62, l.ink),
      rect(48, -62, 8, 62, l.ink),
      shape('M-76 -62 Q 0 -104 76 -62 Z', l.pale)
    ) +
    willow(l, 10, 8, 5),
  /** A pond full of lotus beside a wooden walk. */
  lotus: (l) =>
    skyline(l, 300, 23) +
    rect(0, 290, 960, 60, l.leafDark) +
    repeat(11, (i) => circle(i * 96, 292, 40 + Math.round(thrown(i, 4) * 20), i % 2 ? l.leaf : l.leafDark)) +
    rect(0, 340, 960, 380, l.water) +
    waves(l, 10, 370, 690, 6) +
    repeat(17, (i) =>
      pad(
        l,
        Math.round(40 + (i % 6) * 180 + thrown(i, 3) * 70),
        400 + Math.floor(i / 6) * 118 + Math.round(thrown(i, 8) * 40),
        62 + Math.floor(i / 6) * 24,
        i
      )
    ) +
    line('M210 520 Q 220 470 214 430 M480 600 Q 488 540 470 470 M770 540 Q 760 490 772 430', l.leafDark, 8) +
    lotus(214, 420, 0.8) +
    lotus(470, 460, 1.15) +
    lotus(772, 424, 0.9) +
    line('M620 560 Q 626 500 616 462', l.leafDark, 7) +
    shape('M616 400 Q 588 440 616 470 Q 644 440 616 400 Z', PINK[1]!),
  /** Plum blossom before a red wall. */
  plum: (l) =>
    rect(0, 250, 960, 330, '#b0483f') +
    rect(0, 250, 960, 14, '#8f3630') +
    rect(0, 216, 960, 40, '#6f8f7c') +
    repeat(25, (i) => circle(i * 40 + 18, 256, 18, '#5a7a69') + rect(i * 40 + 14, 200, 9, 56, '#83a28e')) +
    rect(0, 190, 960, 20, '#557464', 'rx="8"') +
    rect(0, 560, 960, 30, '#c9c2b2') +
    rect(0, 588, 960, 132, l.path) +
    repeat(14, (i) => line(`M${i * 84 - 30} 590 l -46 130`, l.ground, 4)) +
    line('M0 560 H 960', '#a59d8c', 5) +
    line('M960 610 Q 800 520 720 420 Q 640 330 470 300 Q 360 284 250 210', '#5b4237', 24) +
    line(
      'M720 420 Q 640 440 560 500 M640 352 Q 600 260 620 150 M470 300 Q 400 360 300 372 M800 506 Q 880 420 860 300',
      '#5b4237',
      13
    ) +
    repeat(46, (i) => {
      const spots: [number, number][] = [
        [250, 210],
        [300, 372],
        [430, 300],
        [560, 500],
        [620, 160],
        [640, 352],
        [700, 410],
        [860, 310],
        [360, 260],
        [620, 250]
      ];
      const [sx, sy] = spots[i % spots.length]!;
      const x = Math.round(sx + (thrown(i, 3) - 0.5) * 120);
      const y = Math.round(sy + (thrown(i, 5) - 0.5) * 90);
      return (
        repeat(5, (k) =>
          circle(
            Math.round(x + Math.cos(k * 1.257) * 11),
            Math.round(y + Math.sin(k * 1.257) * 11),
            10,
            PINK[(i + k) % 3]!
          )
        ) + circle(x, y, 5, l.sun)
      );
    }) +
    strewn(40, 600, 712, PINK, 8, 8),
  /** An old track through a carpet of violet flowers. */
  track: (l) =>
    skyline(l, 380, 24) +
    rect(0, 380, 960, 340, l.leaf) +
    repeat(7, (i) => tree(l, 20 + i * 62, 424 + i * 2, 0.75)) +
    repeat(6, (i) => tree(l, 620 + i * 68, 440 - i * 2, 0.78)) +
    strewn(170, 440, 716, VIOLET, 5, 10) +
    strewn(60, 430, 700, ['#c9bce8', l.leafDark], 11, 8) +
    shape('M450 400 H 510 L 690 720 H 270 Z', '#b9ab94') +
    repeat(9, (i) => {
      const y = 412 + i * i * 4.6;
      const half = 32 + (y - 400) * 0.6;
      return rect(Math.round(480 - half), Math.round(y), Math.round(half * 2), 6 + i * 2, l.trunk, 'rx="2"');
    }) +
    shape('M462 400 h 6 L 356 720 h -26 Z M492 400 h 6 L 630 720 h -26 Z', '#6d726f'),
  /** A slide, swings, and a path without a step. */
  playground: (l) =>
    skyline(l, 420, 25) +
    floor(l, 450) +
    tree(l, 90, 540, 1.2) +
    tree(l, 890, 540, 1.25) +
    ellipse(480, 620, 430, 76, '#e9d3a4') +
    line('M150 610 L 200 330 L 250 610 M450 610 L 400 330 L 350 610', l.river, 14) +
    line('M190 332 H 410', l.river, 16) +
    line('M250 338 L 236 520 M294 338 L 280 520 M330 338 L 344 500 M374 338 L 388 500', l.ink, 4) +
    rect(226, 518, 64, 14, l.plum, 'rx="5"') +
    rect(334, 498, 64, 14, l.plum, 'rx="5"') +
    rect(560, 400, 14, 220, l.pine) +
    rect(654, 400, 14, 220, l.pine) +
    rect(552, 392, 124, 16, l.pine, 'rx="4"') +
    shape('M540 336 L 614 262 L 688 336 Z', l.sun) +
    rect(556, 336, 12, 60, l.pine) +
    rect(660, 336, 12, 60, l.pine) +
    repeat(4, (i) => rect(572, 440 + i * 42, 84, 9, l.pine)) +
    line('M676 404 Q 740 430 776 540 Q 790 600 850 606', l.sun, 26) +
    line('M676 384 Q 752 410 790 530', '#c9821f', 7) +
    repeat(3, (i) => circle(430 + i * 46, 640, 15, [l.plum, l.river, l.sun][i]!)),
  /** A round gate in a white wall, bamboo on both sides. */
  moongate: (l) =>
    rect(0, 470, 960, 250, l.ground) +
    rect(0, 200, 960, 330, '#f4efe3') +
    repeat(7, (i) => bamboo(l, 18 + i * 35, 560 - (i % 3) * 12, 520 - (i % 4) * 60, i + 2)) +
    repeat(6, (i) => bamboo(l, 748 + i * 36, 556 - (i % 3) * 12, 500 - (i % 4) * 50, i + 20)) +
    shape('M300 214 H 700 V 530 H 300 Z', '#f4efe3') +
    rect(280, 176, 440, 34, '#6d7672', 'rx="6"') +
    repeat(14, (i) => circle(296 + i * 31, 212, 13, '#59625e')) +
    circle(500, 376, 150, '#8b8474') +
    `<clipPath id="gate"><circle cx="500" cy="376" r="134"/></clipPath><g clip-path="url(#gate)">` +
    rect(360, 230, 280, 300, l.sky[1]) +
    shape('M360 400 Q 430 330 500 372 Q 570 320 650 392 V 420 H 360 Z', l.leafDark) +
    rect(360, 410, 280, 120, l.water) +
    waves(l, 9, 424, 500, 31) +
    line('M560 380 V 330 M600 384 V 330', RED[0]!, 8) +
    shape('M536 336 Q 570 326 580 298 Q 592 326 626 336 Z', l.roof) +
    '</g>' +
    shape('M410 526 H 590 L 700 720 H 300 Z', l.path) +
    repeat(4, (i) => ellipse(500, 556 + i * 44, 70 + i * 18, 15 + i * 2, '#cfc7b4')),
  /** A path along a river in the evening, its lamps lit. */
  riverside: (l, dark) =>
    skyline(l, 370, 26) +
    rect(0, 366, 560, 354, l.water) +
    waves(l, 16, 390, 700, 7) +
    shape('M40 372 Q 200 270 360 372 H 316 Q 200 300 84 372 Z', l.wall) +
    shape('M470 366 H 960 V 720 H 380 Z', l.leaf) +
    shape('M560 372 H 610 L 820 720 H 500 Z', l.path) +
    shape('M462 366 H 476 L 396 720 H 352 Z', l.pale) +
    lamp(l, 690, 470, dark) +
    group('translate(806 640) scale(1.25)', lamp(l, 0, 0, dark)) +
    repeat(5, (i) => circle(880 + (i % 2) * 40, 420 + i * 26, 30, i % 2 ? l.leaf : l.leafDark)) +
    tree(l, 930, 560, 1.3) +
    willow(l, 700, 8, 12),
  /** Cherry trees and their petals over a path. */
  cherry: (l) =>
    skyline(l, 430, 27) +
    floor(l, 450) +
    repeat(6, (i) => circle(i * 190, 470, 70, i % 2 ? l.leaf : l.leafDark, 'opacity=".8"')) +
    trunk(l, 210, 610, 1.25) +
    crown(220, 240, 220, 150, PINK, 130, 5) +
    trunk(l, 740, 590, 1.1) +
    crown(740, 260, 200, 130, PINK, 110, 12) +
    repeat(40, (i) =>
      ellipse(Math.round(thrown(i, 6) * 960), Math.round(380 + thrown(i, 9) * 200), 7, 4, PINK[i % 3]!, 'opacity=".9"')
    ) +
    strewn(90, 580, 712, PINK, 15, 8),
  /** Reeds, a wooden walk and an egret. */
  reeds: (l) =>
    skyline(l, 330, 28) +
    rect(0, 326, 960, 60, l.leafDark) +
    rect(0, 376, 960, 344, l.water) +
    waves(l, 14, 396, 700, 9) +
    shape('M960 470 L 520 560 L 470 720 H 760 L 800 640 L 960 590 Z', l.trunk) +
    repeat(7, (i) => line(`M${560 + i * 60} ${556 - i * 12} l -36 ${150 - i * 9}`, l.wall, 4, 'opacity=".6"')) +
    group(
      'translate(330 560)',
      line('M-14 0 V 104 M16 0 V 104', l.ink, 5),
      shape('M-70 -6 Q -20 -64 40 -40 Q 84 -24 108 14 Q 30 30 -30 18 Q -60 12 -70 -6 Z', '#ffffff'),
      line('M-50 -14 Q -104 -60 -62 -118 Q -50 -140 -66 -158', '#ffffff', 17),
      circle(-68, -160, 15, '#ffffff'),
      line('M-80 -162 L -124 -154', l.sun, 7),
      circle(-72, -164, 3, l.ink)
    ) +
    repeat(30, (i) => {
      const x = Math.round(i < 17 ? i * 15 : 690 + (i - 17) * 21);
      const bottom = i < 17 ? 720 : 470;
      const high = Math.round((i < 17 ? 270 : 150) + thrown(i, 5) * 90);
      return (
        line(
          `M${x} ${bottom} q ${Math.round((thrown(i) - 0.5) * 30)} ${-Math.round(high / 2)} ${Math.round((thrown(i, 2) - 0.3) * 40)} ${-high}`,
          i % 2 ? l.leaf : l.leafDark,
          6
        ) + ellipse(x + Math.round((thrown(i, 2) - 0.3) * 40), bottom - high, 9, 30, i % 2 ? '#c9a26b' : '#b58a54')
      );
    }),
  /** A lawn without a fence, kites above it. */
  lawn: (l) =>
    skyline(l, 430, 29) +
    rect(0, 430, 960, 290, l.leaf) +
    shape('M0 520 Q 300 450 620 500 Q 800 530 960 490 V 720 H 0 Z', '#7fb98e') +
    shape('M700 720 Q 640 600 780 540 Q 880 500 960 500 V 530 Q 840 560 820 620 Q 810 670 860 720 Z', l.path) +
    tree(l, 100, 520, 1.2) +
    tree(l, 210, 500, 0.9) +
    tree(l, 880, 500, 1) +
    kite(330, 150, l.plum, l.sun) +
    kite(560, 240, l.sun, l.plum) +
    kite(470, 96, l.river, l.pale) +
    shape('M330 610 L 520 590 L 570 660 L 360 690 Z', l.plum) +
    line('M376 606 L 420 682 M440 600 L 490 672 M342 634 L 544 616 M352 662 L 560 646', l.pale, 5, 'opacity=".8"') +
    shape('M430 610 h 70 l -8 34 h -54 Z', '#c9a26b') +
    line('M436 610 q 29 -44 58 0', '#94703f', 6) +
    strewn(40, 540, 700, ['#ffffff', '#f9e08a'], 21, 5)
};
