import { circle, ellipse, group, line, rect, repeat, shape, skyline, thrown, tree, type Light } from './paint.ts';
import type { Scene } from './scenes.ts';

/** Soft rounds of colour behind an animal: what is far away is out of focus. */
const blurred = (l: Light, salt: number, colours = [l.leaf, l.leafDark, l.near]) =>
  rect(0, 0, 960, 720, l.leaf, 'opacity=".35"') +
  repeat(14, (i) =>
    circle(
      Math.round(thrown(i, salt) * 960),
      Math.round(thrown(i, salt + 1) * 720),
      Math.round(60 + thrown(i, salt + 2) * 90),
      colours[i % colours.length]!,
      'opacity=".38"'
    )
  );
const branch = (d: string, width = 26) => line(d, '#6b5040', width);
const eye = (x: number, y: number, r = 9) =>
  circle(x, y, r, '#161b1a') + circle(x + r * 0.3, y - r * 0.35, r * 0.3, '#ffffff');
const duck = (
  colours: { body: string; breast: string; head: string; bill: string; sail?: string },
  x: number,
  y: number,
  size: number
) =>
  group(
    `translate(${x} ${y}) scale(${size})`,
    ellipse(0, 34, 150, 16, '#ffffff', 'opacity=".3"'),
    shape(
      'M-130 -10 Q -160 -40 -180 -46 Q -150 30 -60 34 H 60 Q 130 30 128 -30 Q 60 -70 -20 -56 Q -90 -46 -130 -10 Z',
      colours.body
    ),
    shape('M60 34 Q 132 30 128 -34 Q 100 -60 60 -50 Q 40 -10 60 34 Z', colours.breast),
    colours.sail ? shape('M-70 -30 Q -90 -110 -20 -120 Q -10 -70 20 -40 Z', colours.sail) : '',
    shape('M84 -40 Q 70 -110 116 -134 Q 170 -146 176 -100 Q 176 -64 140 -50 Q 120 -30 84 -40 Z', colours.head),
    colours.sail
      ? shape('M96 -96 Q 120 -116 164 -104 Q 130 -96 104 -64 Z', '#faf3e3') +
          shape('M92 -84 Q 70 -50 92 -20 Q 110 -44 108 -66 Z', '#e0872f')
      : line('M128 -106 Q 150 -120 166 -104', '#faf3e3', 5),
    shape('M172 -104 L 214 -92 Q 200 -80 172 -82 Z', colours.bill),
    eye(142, -102, 8)
  );

/** What residents might see live. */
export const wildlifeScenes: Record<string, Scene> = {
  magpie: (l) =>
    skyline(l, 520, 31) +
    rect(0, 500, 960, 220, l.water) +
    repeat(12, (i) =>
      line(`M${Math.round(thrown(i) * 900)} ${530 + Math.round(thrown(i, 2) * 160)} q 24 -10 48 0`, l.ripple, 4)
    ) +
    branch('M-20 470 Q 240 430 520 480 Q 720 510 980 440') +
    line('M300 444 Q 340 540 320 640 M640 494 Q 660 580 640 690 M820 478 Q 850 560 836 660', l.leafDark, 5) +
    repeat(15, (i) =>
      ellipse(
        [318, 654, 842][i % 3]! + (i % 2 ? 10 : -10),
        520 + Math.floor(i / 3) * 32,
        6,
        19,
        i % 2 ? l.leaf : l.leafDark
      )
    ) +
    shape('M250 420 L 60 610 L 110 626 L 330 470 Z', '#1d3c4e') +
    shape('M150 510 L 86 602 L 104 608 L 200 520 Z', '#2f7f8f') +
    shape('M270 400 Q 330 290 470 280 Q 580 280 576 360 Q 560 460 430 474 Q 330 480 270 400 Z', '#1b2226') +
    shape('M400 440 Q 500 380 560 400 Q 540 466 440 474 Q 410 470 400 440 Z', '#ffffff') +
    shape('M330 396 Q 400 330 486 340 Q 470 420 360 436 Z', '#ffffff') +
    shape('M310 420 Q 390 380 470 392 Q 420 450 330 450 Z', '#23475c') +
    circle(556, 290, 58, '#1b2226') +
    shape('M604 276 L 672 300 L 602 312 Z', '#0f1416') +
    circle(572, 280, 11, '#e9edeb') +
    eye(573, 280, 7) +
    line('M440 472 L 446 498 M480 468 L 490 494', '#0f1416', 8),
  mandarin: (l) =>
    rect(0, 0, 960, 720, l.water) +
    shape('M0 0 H 960 V 150 Q 700 190 480 150 Q 240 116 0 170 Z', l.leafDark) +
    repeat(12, (i) => circle(i * 88, 120 + Math.round(thrown(i) * 40), 46, i % 2 ? l.leaf : l.leafDark)) +
    repeat(26, (i) =>
      line(
        `M${Math.round(thrown(i, 3) * 900)} ${220 + Math.round(thrown(i, 4) * 480)} q 26 -12 52 0 q 26 12 52 0`,
        l.ripple,
        5,
        'opacity=".7"'
      )
    ) +
    duck({ body: '#8d8377', breast: '#a39686', head: '#9aa09c', bill: '#6b6f6c' }, 270, 330, 1.15) +
    duck({ body: '#c08a4e', breast: '#6a3f5e', head: '#2c6e5a', bill: '#d1493c', sail: '#e5862c' }, 540, 520, 1.55),
  bulbul: (l) =>
    blurred(l, 41) +
    branch('M-20 560 Q 260 500 520 520 Q 760 540 980 420') +
    branch('M560 520 Q 640 400 800 300', 14) +
    repeat(22, (i) =>
      circle(
        620 + Math.round(thrown(i, 2) * 280),
        270 + Math.round(thrown(i, 3) * 230),
        17,
        i % 3 ? '#cf3f37' : '#e2635a'
      )
    ) +
    repeat(8, (i) =>
      ellipse(
        640 + Math.round(thrown(i, 6) * 250),
        280 + Math.round(thrown(i, 7) * 240),
        30,
        12,
        l.leafDark,
        `transform="rotate(${Math.round(thrown(i, 8) * 60 - 30)} 760 380)"`
      )
    ) +
    shape('M250 500 L 90 640 L 150 652 L 320 540 Z', '#76805c') +
    shape('M230 470 Q 270 330 410 310 Q 520 310 520 400 Q 510 510 390 530 Q 280 540 230 470 Z', '#a3aa7c') +
    shape('M330 520 Q 470 460 516 400 Q 520 500 400 530 Z', '#e9e6d6') +
    shape('M250 470 Q 330 400 420 420 Q 380 500 280 510 Z', '#7d8a55') +
    circle(500, 310, 66, '#22272a') +
    shape('M440 296 Q 452 236 520 246 Q 552 256 556 280 Q 500 262 440 296 Z', '#ffffff') +
    circle(480, 330, 16, '#ffffff') +
    shape('M558 296 L 618 316 L 556 330 Z', '#14191a') +
    eye(526, 300, 9) +
    line('M380 528 L 384 548 M420 520 L 428 542', '#22272a', 8),
  owl: (l) =>
    blurred(l, 43, [l.leafDark, '#2f5c4c', l.near]) +
    rect(0, 0, 960, 720, '#24453a', 'opacity=".35"') +
    branch('M-20 620 Q 300 580 980 640', 44) +
    repeat(60, (i) =>
      line(
        `M${Math.round(i < 30 ? thrown(i) * 260 : 700 + thrown(i) * 260)} ${Math.round(thrown(i, 2) * 720)} l ${Math.round(thrown(i, 3) * 60 - 30)} ${Math.round(40 + thrown(i, 4) * 40)}`,
        i % 2 ? '#2f6a52' : '#3f8468',
        13
      )
    ) +
    shape('M360 240 Q 340 120 372 96 Q 400 130 420 190 Z M600 240 Q 620 120 588 96 Q 560 130 540 190 Z', '#6b4c30') +
    shape(
      'M340 300 Q 340 180 480 176 Q 620 180 620 300 Q 650 470 590 600 Q 480 640 370 600 Q 310 470 340 300 Z',
      '#a97b4a'
    ) +
    repeat(26, (i) =>
      line(
        `M${Math.round(380 + thrown(i, 3) * 200)} ${Math.round(390 + thrown(i, 5) * 180)} v ${Math.round(18 + thrown(i, 6) * 24)}`,
        '#5f4228',
        9
      )
    ) +
    shape(
      'M350 290 Q 360 200 478 210 Q 480 330 420 370 Q 352 360 350 290 Z M610 290 Q 600 200 482 210 Q 480 330 540 370 Q 608 360 610 290 Z',
      '#e2b884'
    ) +
    shape('M466 210 h 28 l 8 110 l -22 36 l -22 -36 Z', '#7d5a38') +
    circle(418, 284, 34, '#f28a2b') +
    circle(542, 284, 34, '#f28a2b') +
    eye(420, 284, 18) +
    eye(540, 284, 18) +
    shape('M468 326 L 492 326 L 480 366 Z', '#2a2320') +
    line('M430 606 v 28 M454 610 v 28 M510 610 v 28 M534 606 v 28', '#3b2c20', 12),
  butterfly: (l) =>
    blurred(l, 45) +
    line('M470 720 Q 480 600 470 510 M250 720 Q 240 640 256 580 M760 720 Q 770 640 744 560', l.leafDark, 14) +
    repeat(3, (f) =>
      group(
        `translate(${[470, 256, 744][f]} ${[500, 580, 560][f]}) scale(${[1.5, 0.95, 1][f]})`,
        repeat(18, (i) =>
          ellipse(0, -52, 13, 40, i % 2 ? '#a47bc9' : '#bb98da', `transform="rotate(${i * 20}) scale(1 .62)"`)
        ),
        ellipse(0, -2, 34, 20, '#f2b632'),
        repeat(9, (i) =>
          circle(Math.round(Math.cos(i * 0.7) * 20), Math.round(Math.sin(i * 0.7) * 10) - 3, 4, '#d98f1e')
        )
      )
    ) +
    group(
      'translate(480 400) rotate(-8)',
      shape(
        'M0 0 Q -60 -180 -220 -190 Q -270 -150 -230 -70 Q -160 0 0 20 Z M0 0 Q 60 -180 220 -190 Q 270 -150 230 -70 Q 160 0 0 20 Z',
        '#e8862c'
      ),
      shape(
        'M0 20 Q -130 20 -170 80 Q -160 150 -90 140 Q -30 110 0 50 Z M0 20 Q 130 20 170 80 Q 160 150 90 140 Q 30 110 0 50 Z',
        '#f0a23e'
      ),
      line(
        'M-220 -190 Q -270 -150 -230 -70 Q -200 -30 -160 -10 M220 -190 Q 270 -150 230 -70 Q 200 -30 160 -10 M-170 80 Q -160 150 -90 140 M170 80 Q 160 150 90 140',
        '#33241c',
        15
      ),
      repeat(12, (i) => {
        const side = i % 2 ? 1 : -1;
        const k = Math.floor(i / 2);
        return circle(side * (92 + (k % 3) * 46), -112 + Math.floor(k / 3) * 62 + (k % 3) * 6, 13, '#33241c');
      }),
      shape('M-10 -40 Q 0 -60 10 -40 L 8 90 Q 0 108 -8 90 Z', '#33241c'),
      circle(0, -58, 15, '#33241c'),
      line('M-6 -70 Q -24 -120 -54 -138 M6 -70 Q 24 -120 54 -138', '#33241c', 5)
    ),
  violet: (l) =>
    blurred(l, 47) +
    shape('M0 590 Q 480 540 960 600 V 720 H 0 Z', '#8a6f55') +
    repeat(20, (i) => ellipse(Math.round(thrown(i, 4) * 960), 620 + Math.round(thrown(i, 5) * 90), 22, 10, '#765c45')) +
    repeat(11, (i) => {
      const way = (i - 5) * 44;
      return shape(
        `M480 640 Q ${480 + way} ${600 - Math.abs(way) * 0.1} ${480 + way * 1.7} ${560 + Math.abs(way) * 0.34} Q ${480 + way * 1.2} 650 480 640 Z`,
        i % 2 ? l.leaf : l.leafDark
      );
    }) +
    repeat(5, (i) => {
      const x = [300, 410, 500, 590, 680][i]!;
      const y = [360, 230, 330, 210, 370][i]!;
      return (
        line(`M480 640 Q ${x} ${y + 220} ${x} ${y + 20}`, l.leafDark, 8) +
        group(
          `translate(${x} ${y}) scale(1.25)`,
          shape('M-6 -4 Q -66 -66 -64 -10 Q -50 16 -6 6 Z M6 -4 Q 66 -66 64 -10 Q 50 16 6 6 Z', '#7d63b8'),
          shape('M-8 4 Q -66 20 -46 52 Q -20 56 0 12 Z M8 4 Q 66 20 46 52 Q 20 56 0 12 Z', '#9277cb'),
          shape('M-12 8 Q -24 74 0 80 Q 24 74 12 8 Z', '#8a6ec4'),
          line('M0 14 V 58 M-6 16 L -12 46 M6 16 L 12 46', '#4a3580', 3),
          circle(0, 4, 7, '#f5e3a0')
        )
      );
    }),
  hedgehog: (l) =>
    rect(0, 0, 960, 720, '#1b3129') +
    repeat(20, (i) =>
      circle(
        Math.round(thrown(i, 3) * 960),
        Math.round(thrown(i, 4) * 360),
        Math.round(50 + thrown(i, 5) * 60),
        l.leafDark,
        'opacity=".6"'
      )
    ) +
    ellipse(480, 520, 430, 210, 'url(#glow)') +
    rect(0, 560, 960, 160, '#2c5442') +
    repeat(70, (i) =>
      line(
        `M${Math.round(thrown(i, 7) * 960)} ${590 + Math.round(thrown(i, 8) * 130)} q ${Math.round(thrown(i, 9) * 20 - 10)} -24 ${Math.round(thrown(i) * 24 - 12)} -44`,
        i % 2 ? '#4b8166' : '#3a6b54',
        7
      )
    ) +
    repeat(75, (i) => {
      const angle = Math.PI * (1.02 + (i % 25) * 0.0385);
      const r = 150 + Math.floor(i / 25) * 42;
      const x = 450 + Math.cos(angle) * r * 1.1;
      const y = 590 + Math.sin(angle) * r;
      return line(
        `M${Math.round(x)} ${Math.round(y)} l ${Math.round(Math.cos(angle) * 54)} ${Math.round(Math.sin(angle) * 54)}`,
        ['#6b5846', '#8a735b', '#c9b18d'][i % 3]!,
        10
      );
    }) +
    shape('M200 600 Q 220 400 450 392 Q 640 400 690 540 Q 700 606 640 612 H 240 Q 204 612 200 600 Z', '#5a4838') +
    repeat(40, (i) =>
      line(
        `M${Math.round(240 + thrown(i, 2) * 360)} ${Math.round(440 + thrown(i, 6) * 130)} l -22 -34`,
        ['#8a735b', '#c9b18d'][i % 2]!,
        8
      )
    ) +
    shape('M590 490 Q 680 470 740 540 Q 776 572 782 590 Q 760 616 680 616 H 600 Q 560 560 590 490 Z', '#c9a982') +
    circle(784, 588, 16, '#1b1714') +
    eye(702, 540, 12) +
    ellipse(620, 504, 24, 30, '#a98a66') +
    line('M300 612 v 22 M360 614 v 22 M580 614 v 22 M640 614 v 20', '#a98a66', 22),
  heron: (l) =>
    rect(0, 350, 960, 370, l.water) +
    rect(0, 330, 960, 36, l.leafDark) +
    repeat(20, (i) =>
      line(
        `M${Math.round(thrown(i, 2) * 900)} ${390 + Math.round(thrown(i, 3) * 310)} q 26 -12 52 0`,
        l.ripple,
        5,
        'opacity=".7"'
      )
    ) +
    rect(150, 600, 700, 34, l.trunk, 'rx="5"') +
    rect(220, 620, 34, 100, l.trunk) +
    rect(720, 620, 34, 100, l.trunk) +
    line('M440 520 V 602 M490 520 V 602', '#d9a441', 11) +
    shape(
      'M330 480 Q 320 330 470 290 Q 580 280 590 380 Q 580 500 470 534 Q 380 548 300 560 Q 310 520 330 480 Z',
      '#c9ced0'
    ) +
    shape('M330 490 Q 330 350 470 300 Q 520 300 520 340 Q 480 470 300 560 Z', '#2b3a47') +
    shape('M520 330 Q 600 330 590 420 Q 560 500 480 530 Q 540 430 520 330 Z', '#eef0ec') +
    shape('M470 320 Q 460 230 540 210 Q 616 206 616 268 Q 610 330 540 350 Q 490 360 470 320 Z', '#eef0ec') +
    shape('M474 290 Q 470 214 546 204 Q 590 204 606 236 Q 540 240 474 290 Z', '#2b3a47') +
    line('M486 258 Q 420 250 376 290', '#ffffff', 6) +
    shape('M608 246 L 716 282 L 606 290 Z', '#22292d') +
    circle(574, 258, 16, '#cf3f37') +
    eye(575, 258, 9)
};

/** A person, drawn so that a moderator has somebody to cover. */
const person = (x: number, y: number, size: number, coat: string) =>
  group(
    `translate(${x} ${y}) scale(${size})`,
    line('M-22 0 V 110 M22 0 V 110', '#3c4654', 30),
    shape('M-56 10 Q -62 -130 0 -136 Q 62 -130 56 10 Z', coat),
    line('M-48 -96 Q -84 -40 -70 6 M48 -96 Q 84 -40 70 6', coat, 24),
    circle(0, -184, 50, '#e9bd96'),
    shape('M-52 -186 Q -52 -244 0 -244 Q 52 -244 52 -186 Q 30 -216 0 -216 Q -30 -216 -52 -186 Z', '#3a2d27'),
    circle(-18, -184, 6, '#2a211d'),
    circle(18, -184, 6, '#2a211d'),
    line('M-16 -160 Q 0 -146 16 -160', '#a5553f', 6)
  );

/** What residents might send with a suggestion. */
export const suggestionScenes: Record<string, Scene> = {
  /** An empty corner between two streets, and a car before it. */
  corner: (l) =>
    skyline(l, 400, 33) +
    rect(0, 400, 960, 90, l.wall) +
    repeat(13, (i) => rect(i * 78 + 4, 408, 66, 76, i % 2 ? l.near : l.far, 'opacity=".55"')) +
    rect(0, 484, 960, 236, l.near) +
    shape('M70 560 Q 470 440 900 540 L 960 600 Q 480 660 40 610 Z', '#c9b48c') +
    repeat(34, (i) =>
      ellipse(
        Math.round(120 + thrown(i, 5) * 720),
        Math.round(530 + thrown(i, 6) * 90),
        12,
        6,
        i % 3 ? '#a8946d' : '#7f9b6d'
      )
    ) +
    tree(l, 320, 560, 1.5) +
    tree(l, 690, 550, 1.35) +
    group(
      'translate(60 600)',
      shape('M0 40 q 8 -64 76 -64 h 96 q 46 0 70 64 l 30 8 v 46 H -18 v -46 Z', l.river),
      shape('M44 36 q 6 -42 46 -42 h 24 v 42 Z M128 -6 h 40 q 26 0 42 42 h -82 Z', l.ripple),
      circle(54, 94, 30, l.ink),
      circle(212, 94, 30, l.ink),
      rect(186, 60, 78, 26, l.pale, 'rx="3"'),
      repeat(5, (i) => rect(193 + i * 13, 66, 8, 14, l.ink))
    ),
  /** A new ramp beside the steps of a gate, and somebody who shows it. */
  ramp: (l) =>
    skyline(l, 430, 34) +
    rect(0, 430, 960, 290, l.path) +
    tree(l, 70, 520, 1.2) +
    tree(l, 900, 520, 1.2) +
    rect(210, 200, 44, 330, '#b0483f') +
    rect(560, 200, 44, 330, '#b0483f') +
    shape('M150 214 Q 300 190 407 120 Q 514 190 664 214 Z', l.roof) +
    rect(254, 240, 306, 40, l.pine, 'rx="4"') +
    repeat(4, (i) => rect(296 + i * 60, 250, 38, 20, l.pale, 'rx="3" opacity=".9"')) +
    repeat(4, (i) => rect(240 - i * 16, 530 + i * 30, 334 + i * 32, 30, i % 2 ? '#cfc7b4' : '#ddd6c4')) +
    shape('M604 530 H 700 L 940 654 H 640 Z', '#e8e2d2') +
    line('M620 440 V 530 M700 452 V 534 M800 504 V 586 M900 556 V 640 M620 442 L 690 446 L 910 560', l.ink, 9) +
    person(500, 560, 1.05, l.plum)
};
