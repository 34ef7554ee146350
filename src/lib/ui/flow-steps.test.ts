import { describe, expect, test } from 'vitest';
import type { FlowStage } from '#lib/flows/stage.ts';
import { flowSteps } from './flow-steps.ts';

const words = { wallet: 'freighter', effect: 'Shares credited' } as const;
const states = (stage: FlowStage) => flowSteps(stage, words).map(({ state }) => state);
const sent = { hash: 'h', maxTime: 1 };

describe('the way of a transaction', () => {
	test('moves one step at a time', () => {
		expect(states({ kind: 'assembling' })).toEqual(['current', 'next', 'next', 'next']);
		expect(states({ kind: 'sending', ...sent })).toEqual(['done', 'current', 'next', 'next']);
		expect(states({ kind: 'sent', ...sent })).toEqual(['done', 'done', 'current', 'next']);
		expect(states({ kind: 'done', hash: 'h', ledger: 7 })).toEqual([
			'done',
			'done',
			'done',
			'done'
		]);
	});

	test('fails at the step it reached, and the ones before stay done', () => {
		const failed = {
			kind: 'failed',
			sentence: '',
			next: '',
			retry: true,
			hash: undefined
		} as const;
		expect(states({ ...failed, at: 'send' })).toEqual(['done', 'done', 'failed', 'next']);
		expect(states({ ...failed, at: 'sign' })).toEqual(['failed', 'next', 'next', 'next']);
	});

	test('names the wallet that signed and the ledger it came into', () => {
		const steps = flowSteps({ kind: 'done', hash: 'h', ledger: 51_204 }, words);
		expect(steps.map(({ note }) => note)).toEqual(['in Freighter', '', 'ledger 51,204', '']);
		expect(flowSteps({ kind: 'sent', ...sent }, { ...words, wallet: 'demo' })[0]?.note).toBe(
			'by the demo wallet'
		);
	});
});
