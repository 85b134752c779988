/** What shows public cases in the form, as one piece: every file of its own costs a phone a request. */
export { default as NamedCase } from './NamedCase.svelte';
export { default as SameProblems } from './SameProblems.svelte';
