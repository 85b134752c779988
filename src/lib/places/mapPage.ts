// The script of the map of green places: vite.config.ts makes a file of it (MAP_PAGES).
import { fillSlot } from '$lib/map/slot';

void fillSlot(['places', 'map'], () => Promise.all([import('$lib/map/stand'), import('./PlacesMap.svelte')]));
