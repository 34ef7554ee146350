/** Path of each icon in a box of 16 × 16, drawn as a line. */
export const ICONS = {
	check: 'm3 8.5 3.2 3.2L13 4.8',
	cross: 'm4 4 8 8m0-8-8 8',
	wait: 'M8 2a6 6 0 1 1-6 6',
	go: 'M3 8h10M9 4l4 4-4 4',
	copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
	pause: 'M5.5 3.5v9m5-9v9',
	play: 'm5 3.5 7 4.5-7 4.5z',
	stop: 'M4 4h8v8H4z',
	step: 'm4 3.5 6 4.5-6 4.5zM12.5 3.5v9',
	warp: 'm2.5 4 5 4-5 4zm6 0 5 4-5 4z',
	reset: 'M3 8a5 5 0 1 0 1.7-3.8M3 2.5v3h3',
	down: 'M8 3v7m-3-3 3 3 3-3M3 13h10',
	wallet: 'M2.5 5h11v8h-11zM2.5 5l8-2.5V5M10.5 9h.5',
	home: 'M2.5 7.5 8 3l5.5 4.5V13h-11z',
	vault: 'M2.5 3h11v9.5h-11zM5 12.5V14m6-1.5V14M8 5.7a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
	keeper:
		'M2 12.5h12M3 12.5C4 6 6.5 4 8.5 4s3 1.5 5 1.5M8.5 2.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z',
	lab: 'M6.5 2.5v4L3 13h10L9.5 6.5v-4M5.5 2.5h5',
	docs: 'M3 5h10M3 8h10M3 11h10'
} as const;
export type IconName = keyof typeof ICONS;
