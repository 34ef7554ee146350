/** What the picture of a race needs once there is one: loaded when the demo network runs, and not before. */
export { raceKey } from '#lib/keeper/race.ts';
export { default as Race } from '#lib/ui/Race.svelte';
export { default as RaceLegend } from '#lib/ui/RaceLegend.svelte';
export { default as Receipt } from '#lib/ui/Receipt.svelte';
export { raceToShow, raceView } from './race-view.ts';
