import { demoReport } from './demoReports.ts';
import type { Person } from './signIn.ts';

/** Every page that a person can open without knowing an id. `as` is who opens it; blank means a visitor. */
export interface Known {
  path: string;
  as?: Person;
  /** An ordinary page of text: held to the byte budget of the first visit. */
  text?: boolean;
}

export const pages: Known[] = [
  { path: '', text: true },
  { path: '/emergency', text: true },
  { path: '/allowed', text: true },
  { path: '/about', text: true },
  { path: '/rates', text: true },
  { path: '/rates?by=month', text: true },
  { path: '/rates?by=group', text: true },
  { path: '/offline' },
  { path: '/offline/mine' },
  { path: '/offline/reports' },
  { path: '/offline/reports?keep=110105012' },
  { path: '/offline/report' },
  { path: '/offline/report?category=noise.neighbour' },
  { path: '/privacy', text: true },
  { path: '/accessibility', text: true },
  { path: '/sign-in', text: true },
  { path: '/sign-up', text: true },
  { path: '/reset', text: true },
  { path: '/reports', text: true },
  { path: '/reports?category=air&stage=open&days=90' },
  { path: '/reports?subdistrict=110105001&stage=answered&days=30' },
  { path: '/reports?view=map' },
  { path: '/open-data', text: true },
  { path: '/follow?subdistrict=110105012&category=air', text: true },
  { path: '/follow?around=1', text: true },
  { path: '/follow?around=1&near=zaoying' },
  { path: '/follow?asked', text: true },
  { path: '/follow?around=1&near=zaoying', as: 'resident' },
  { path: '/me/follows', as: 'resident' },
  { path: '/places', text: true },
  { path: '/places?need=toilet&need=shade&near=110105012' },
  { path: '/places?q=%E5%8E%95%E6%89%80' },
  { path: '/places?q=zzzzqqqq' },
  { path: '/places/map' },
  { path: '/places/chaoyang-park', text: true },
  { path: '/places/qingfeng-park', text: true },
  { path: '/places/chaoyang-park/sign', text: true },
  { path: '/routes', text: true },
  { path: '/routes?kind=waterfront&need=toilet' },
  { path: '/routes?kind=nature&month=1' },
  { path: '/routes/liangma-river', text: true },
  { path: '/routes/huangqu-middle-road', text: true },
  { path: '/routes/liangma-river/follow', text: true },
  { path: '/blooms', text: true },
  { path: '/blooms?month=4&subdistrict=110105010' },
  { path: '/blooms?month=1' },
  { path: '/blooms/confirm', text: true },
  { path: '/blooms/confirm?place=dawangjing-park&flower=chinese_rose', as: 'resident' },
  { path: '/me/blooms', as: 'resident' },
  { path: '/nature', text: true },
  { path: '/nature?group=bird&subdistrict=110105012' },
  { path: '/nature/new', text: true },
  { path: '/nature/new', as: 'resident' },
  { path: '/me/nature', as: 'resident' },
  { path: '/routes/liangma-river/follow#stop-3', text: true },
  { path: '/waterways', text: true },
  { path: '/waterways/liangma', text: true },
  { path: '/chiefs', text: true },
  { path: '/chiefs?near=110105012' },
  { path: '/chiefs?q=zz-9' },
  { path: '/reports/new' },
  { path: '/reports/new?category=air.fume' },
  { path: '/reports/new?category=noise.neighbour' },
  { path: `/reports/new?joins=${demoReport('fume-maizidian-street').id}` },
  { path: `/reports/new?again_of=${demoReport('litter-ba').id}` },
  { path: '/me', text: true },
  { path: '/nothing-here', text: true },
  { path: '/me', as: 'resident' },
  { path: '/me/outbox' },
  { path: '/me/inbox', as: 'resident' },
  { path: '/me/data', as: 'resident' },
  { path: '/me/security', as: 'resident' },
  { path: '/me/security/address', as: 'resident' },
  { path: '/me/data/deleted', text: true },
  { path: '/console', as: 'moderator' },
  { path: '/console/queues/screen', as: 'moderator' },
  { path: '/console/queues/dispatch', as: 'moderator' },
  { path: '/console/queues/overdue', as: 'moderator' },
  { path: '/console/queues/callback', as: 'moderator' },
  { path: '/console/queues/appeals', as: 'moderator' },
  { path: '/console/queues/photos', as: 'moderator' },
  { path: '/console/queues/all_open', as: 'moderator' },
  { path: '/console/sites', as: 'moderator' },
  { path: '/console/sites?q=zzzz&kind=shop', as: 'moderator' },
  { path: '/console/units', as: 'moderator' },
  { path: '/console/mail', as: 'moderator' },
  { path: '/console/blooms', as: 'moderator' },
  { path: '/console/greens/place', as: 'moderator' },
  { path: '/console/greens/chief', as: 'publisher' },
  { path: '/console/greens/route/0d000000-0000-4000-8000-0000000000ff', as: 'moderator' },
  { path: '/console/greens/import', as: 'publisher' },
  { path: '/console/greens/suggestions', as: 'publisher' },
  { path: '/places/suggestions', text: true },
  { path: '/places/suggestions?sort=newest' },
  { path: '/places/suggestions/0e000000-0000-4000-8000-00000000d001', text: true },
  { path: '/places/suggestions/0e000000-0000-4000-8000-00000000d001', as: 'resident' },
  { path: '/places/suggestions/0e000000-0000-4000-8000-00000000d003', text: true },
  { path: '/places/suggest', as: 'resident' },
  { path: '/places/suggest?place=chaoyang-park', as: 'resident' },
  { path: '/me/suggestions', as: 'resident' },
  { path: '/console/nature', as: 'moderator' },
  { path: '/console/units?way=mail&unit=110105036', as: 'admin' },
  { path: '/console/mail', as: 'admin' },
  { path: '/console', as: 'handler' },
  { path: '/console/sites', as: 'handler' },
  { path: '/console/queues/take_on', as: 'handler' },
  { path: '/console/queues/in_hand', as: 'handler' }
];

/** The first case in a queue, for the pages that need an id. */
export const firstCase = 'a[href*="/console/reports/"]';

/** Pages behind an id: from a page through the first link of each kind, and what is pressed there makes one page more. */
export interface Behind {
  name: string;
  as: Person;
  from: string;
  links: string[];
  press?: { name: string; button: string };
}

export const behind: Behind[] = [
  { name: 'case', as: 'moderator', from: '/console/queues/all_open', links: [firstCase] },
  { name: 'case', as: 'handler', from: '/console/queues/in_hand', links: [firstCase] },
  {
    name: 'place-photos',
    as: 'publisher',
    from: '/console/greens/place',
    links: ['main table a[href*="/console/greens/place/"]', 'main a[href$="/photos"]']
  },
  {
    name: 'cover-suggested',
    as: 'publisher',
    from: '/console/greens/suggestions',
    links: ['main a[href*="/console/cover/"]'],
    press: { name: 'cover-preview', button: 'form[action*="preview"] button[data-key="p"]' }
  },
  {
    name: 'cover-nature',
    as: 'moderator',
    from: '/console/nature',
    links: ['main a[href*="/console/cover/"]']
  },
  {
    name: 'photo-editor',
    as: 'moderator',
    from: '/console/queues/photos',
    links: [firstCase, 'main a[href*="/console/reports/"][href*="/photos/"]'],
    press: { name: 'photo-preview', button: 'form[action*="preview"] button[data-key="p"]' }
  }
];
