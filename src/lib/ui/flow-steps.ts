import type { FlowStage } from '#lib/flows/stage.ts';
import { countText } from './number-text.ts';

export interface Step {
	readonly name: string;
	/** Where, or how long still; empty = nothing to say. */
	readonly note: string;
	readonly state: 'done' | 'current' | 'next' | 'failed';
}

type StepName = 'signed' | 'sent' | 'ledger' | 'effect';
const ORDER: readonly StepName[] = ['signed', 'sent', 'ledger', 'effect'];

/** The way of a transaction from its signature to its effect, as far as it has come. */
export function flowSteps(
	stage: FlowStage,
	words: {
		readonly wallet: 'freighter' | 'demo';
		/** What its success brings: “Shares credited”. */
		readonly effect: string;
	}
): readonly Step[] {
	const names: Readonly<Record<StepName, string>> = {
		signed: 'Signed',
		sent: 'Sent',
		ledger: 'In a ledger',
		effect: words.effect
	};
	const { at, failed } = placeOf(stage);
	const here = ORDER.indexOf(at);
	return ORDER.map((name, index): Step => {
		const done = index < here || stage.kind === 'done';
		const state = done ? 'done' : index > here ? 'next' : failed ? 'failed' : 'current';
		return { name: names[name], note: noteOf(name, state, stage, words.wallet), state };
	});
}

function placeOf(stage: FlowStage): { readonly at: StepName; readonly failed: boolean } {
	switch (stage.kind) {
		case 'idle':
		case 'assembling':
		case 'review':
		case 'signing':
			return { at: 'signed', failed: false };
		case 'sending':
			return { at: 'sent', failed: false };
		case 'sent':
			return { at: 'ledger', failed: false };
		case 'done':
			return { at: 'effect', failed: false };
		case 'failed':
			return { at: stage.at === 'send' ? 'ledger' : 'signed', failed: true };
	}
}

function noteOf(
	name: StepName,
	state: Step['state'],
	stage: FlowStage,
	wallet: 'freighter' | 'demo'
): string {
	if (name === 'signed') {
		if (state === 'done') return wallet === 'demo' ? 'by the demo wallet' : 'in Freighter';
		return stage.kind === 'signing' ? 'its window is open' : '';
	}
	if (name === 'ledger') {
		if (stage.kind === 'done') return `ledger ${countText(stage.ledger)}`;
		return state === 'current' ? 'waiting' : state === 'failed' ? 'it did not happen' : '';
	}
	return '';
}
