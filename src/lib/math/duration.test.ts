import { expect, test } from 'vitest';
import { formatDuration } from './duration.ts';

/** Plain blanks, so that the cases can be read. */
const said = (seconds: number): string => formatDuration(seconds).replaceAll('\u00a0', ' ');

test.for([
	[0, '0 s'],
	[41, '41 s'],
	[60, '1 min'],
	[372, '6 min 12 s'],
	[7_203, '2 h'],
	[63_600, '17 h 40 min'],
	[1_198_800, '13 d 21 h'],
	[86_400, '1 d'],
	[59.9, '59 s'],
	[-5, '0 s']
] as const)('%s seconds read as %s', ([seconds, words]) => {
	expect(said(seconds)).toBe(words);
});

test('a number never parts from its unit at the end of a line', () => {
	expect(formatDuration(372)).toBe('6\u00a0min 12\u00a0s');
});
