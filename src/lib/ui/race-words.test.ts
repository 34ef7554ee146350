import { describe, expect, test } from 'vitest';
import type { LaneResult } from '#lib/keeper/race-lanes.ts';
import { raceLanes } from '#lib/keeper/race-lanes.ts';
import { withHappenings } from '#lib/keeper/race.ts';
import { stroops, usdc } from '#lib/math/amount.ts';
import { attempt, CREATED, fill, START } from '../../../tests/fixtures/race-case.ts';
import { laneWords, raceSentence } from './race-words.ts';

const words = (result: LaneResult) => {
	const lane = {
		operator: 'ana',
		name: 'ana',
		own: false,
		attempts: [],
		plannedAt: undefined,
		stoppedAt: undefined,
		result
	};
	const { result: word, detail } = laneWords(lane, START);
	return `${word}, ${detail}`;
};

describe('a lane is told in words', () => {
	test.each<[LaneResult, string]>([
		[{ kind: 'won', share: usdc(4_540_000n), age: 180 }, 'won, +0.45 USDC'],
		[{ kind: 'lost', late: 0, cost: stroops(8_000n) }, 'outcompeted, same ledger'],
		[{ kind: 'lost', late: 1, cost: stroops(8_000n) }, 'outcompeted, one ledger later'],
		[{ kind: 'lost', late: undefined, cost: stroops(104_000n) }, 'refused, cost 0.0104 XLM'],
		[{ kind: 'dry-run', late: 1 }, 'dry run, one ledger late'],
		[{ kind: 'dry-run', late: -2 }, 'dry run, 2 ledgers earlier'],
		[{ kind: 'dry-run', late: undefined }, 'dry run, would send nothing'],
		[{ kind: 'sent-nothing', plannedAt: START + 182 }, 'sent nothing, aimed at 182'],
		[{ kind: 'sent-nothing', plannedAt: undefined }, 'sent nothing, '],
		[{ kind: 'waiting', plannedAt: START + 180 }, 'waits, aims at 180']
	])('%o', (result, text) => {
		expect(words(result)).toBe(text);
	});

	test('only USDC gained is a gain', () => {
		const race = withHappenings([], [CREATED, attempt('bo', 180, 2), fill('ana', 180)])[0];
		if (race === undefined) throw new Error('no race');
		const lanes = raceLanes(race, [], new Map(), (operator) => operator);
		expect(lanes.map((lane) => laneWords(lane, START).gain)).toEqual([false]);
	});
});

describe('the picture in a sentence', () => {
	const contender = { name: 'ana', own: false, dry: false, plannedAt: undefined };
	const sentence = (...happenings: Parameters<typeof withHappenings>[1]) => {
		const race = withHappenings([], [CREATED, ...happenings])[0];
		if (race === undefined) throw new Error('no race');
		const contenders = ['ana', 'bo'].map((operator) => ({
			...contender,
			operator,
			name: operator
		}));
		const lanes = raceLanes(race, contenders, new Map(), (operator) => operator);
		return raceSentence(race, lanes, { now: 142, breakEven: 175 });
	};

	test('names the winner and counts the others', () => {
		expect(sentence(attempt('ana', 180, 1, { succeeded: true }), fill('ana', 180))).toBe(
			'Auction curve over 400 ledgers. Break-even at ledger 175, filled at 180 by ana; one other keeper did not win.'
		);
	});

	test('of an open one says where it is', () => {
		expect(sentence()).toBe(
			'Auction curve over 400 ledgers. Break-even at ledger 175, now at 142; 2 keepers in the race.'
		);
	});

	test('of one that nobody won says how it ended', () => {
		expect(sentence({ kind: 'deleted', ledger: START + 500, user: 'BORROWER' })).toContain(
			'deleted at 500.'
		);
	});
});
