/**
 * One line a namespace: the Chinese files give the type of every key, so that a wrong key is a type error.
 * A feature adds its own line here and its routes to `namespaces.ts`.
 */
import type about from './locales/zh/about.json';
import type accessibility from './locales/zh/accessibility.json';
import type account from './locales/zh/account.json';
import type allowed from './locales/zh/allowed.json';
import type appeals from './locales/zh/appeals.json';
import type blooms from './locales/zh/blooms.json';
import type common from './locales/zh/common.json';
import type changes from './locales/zh/changes.json';
import type console from './locales/zh/console.json';
import type cover from './locales/zh/cover.json';
import type emergency from './locales/zh/emergency.json';
import type errors from './locales/zh/errors.json';
import type fault from './locales/zh/fault.json';
import type follows from './locales/zh/follows.json';
import type greenPhotos from './locales/zh/greenPhotos.json';
import type greenNav from './locales/zh/greenNav.json';
import type greens from './locales/zh/greens.json';
import type home from './locales/zh/home.json';
import type install from './locales/zh/install.json';
import type keptLists from './locales/zh/keptLists.json';
import type letters from './locales/zh/letters.json';
import type map from './locales/zh/map.json';
import type nature from './locales/zh/nature.json';
import type notices from './locales/zh/notices.json';
import type offline from './locales/zh/offline.json';
import type photos from './locales/zh/photos.json';
import type outbox from './locales/zh/outbox.json';
import type places from './locales/zh/places.json';
import type published from './locales/zh/published.json';
import type same from './locales/zh/same.json';
import type plan from './locales/zh/plan.json';
import type privacy from './locales/zh/privacy.json';
import type rates from './locales/zh/rates.json';
import type refusals from './locales/zh/refusals.json';
import type reportForm from './locales/zh/reportForm.json';
import type routes from './locales/zh/routes.json';
import type sheet from './locales/zh/sheet.json';
import type sites from './locales/zh/sites.json';
import type suggestions from './locales/zh/suggestions.json';
import type tracking from './locales/zh/tracking.json';
import type wechat from './locales/zh/wechat.json';
import type units from './locales/zh/units.json';
import type waterways from './locales/zh/waterways.json';
import type words from './locales/zh/words.json';

export interface Resources {
  about: typeof about;
  accessibility: typeof accessibility;
  account: typeof account;
  allowed: typeof allowed;
  appeals: typeof appeals;
  blooms: typeof blooms;
  common: typeof common;
  changes: typeof changes;
  console: typeof console;
  cover: typeof cover;
  emergency: typeof emergency;
  errors: typeof errors;
  fault: typeof fault;
  follows: typeof follows;
  greenPhotos: typeof greenPhotos;
  greenNav: typeof greenNav;
  greens: typeof greens;
  home: typeof home;
  install: typeof install;
  keptLists: typeof keptLists;
  letters: typeof letters;
  map: typeof map;
  nature: typeof nature;
  notices: typeof notices;
  offline: typeof offline;
  outbox: typeof outbox;
  photos: typeof photos;
  places: typeof places;
  plan: typeof plan;
  published: typeof published;
  same: typeof same;
  privacy: typeof privacy;
  rates: typeof rates;
  refusals: typeof refusals;
  reportForm: typeof reportForm;
  routes: typeof routes;
  sheet: typeof sheet;
  sites: typeof sites;
  suggestions: typeof suggestions;
  tracking: typeof tracking;
  wechat: typeof wechat;
  units: typeof units;
  waterways: typeof waterways;
  words: typeof words;
}

export type Namespace = keyof Resources;

type Singular<K extends string> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;
type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** Every `namespace:group.name` there is; plural endings are left out, i18next adds them from `count`. */
export type Key = { [N in Namespace]: `${N}:${Paths<Resources[N]>}` }[Namespace];
