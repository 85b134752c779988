const SVG = 'http://www.w3.org/2000/svg';

/** A map pin as an element (Trusted Types refuse HTML made from text). The tip is at the middle of the lower edge. */
export function pinElement(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 32 44',
    width: '32',
    height: '44',
    'aria-hidden': 'true'
  }))
    svg.setAttribute(name, value);
  const drop = document.createElementNS(SVG, 'path');
  drop.setAttribute('d', 'M16 43C16 43 30 26.500 30 15.500A14 14 0 1 0 2 15.500C2 26.500 16 43 16 43Z');
  drop.setAttribute('fill', 'currentColor');
  drop.setAttribute('stroke', 'var(--card)');
  drop.setAttribute('stroke-width', '2');
  const eye = document.createElementNS(SVG, 'circle');
  for (const [name, value] of Object.entries({ cx: '16', cy: '15.500', r: '5', fill: 'var(--card)' }))
    eye.setAttribute(name, value);
  svg.append(drop, eye);
  return svg;
}
