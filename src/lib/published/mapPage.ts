// The script of the map of reports: vite.config.ts makes a file of it (MAP_PAGES).
import { fillSlot } from '$lib/map/slot';

void fillSlot(['published', 'map'], () => Promise.all([import('$lib/map/stand'), import('./ReportMap.svelte')]));
