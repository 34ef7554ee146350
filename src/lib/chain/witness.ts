import type { ReadError, TransactionFate } from '#lib/keeper/ports.ts';
import type { Network } from '#lib/networks.ts';
import type { Result } from '#lib/result.ts';
import type { JsonRpc } from './json-rpc.ts';
import { confirm, type TransactionState } from './submit.ts';
import { fateOf } from './transaction-fate.ts';

type AppliedFate = Exclude<TransactionFate, { kind: 'not-found' }>;

/** What several endpoints, each asked by itself, say of a transaction. */
export type Testimony =
	/** The same, from so many of them, and nobody contradicts. `silent` gave no usable answer. */
	| {
			readonly kind: 'agreed';
			readonly fate: AppliedFate;
			readonly confirmations: number;
			readonly silent: number;
	  }
	/** They differ, or none has it: one may only be behind. */
	| { readonly kind: 'open' };

/** Asks every endpoint by itself: one alone could make up a profit. */
export async function testimony(
	endpoints: readonly JsonRpc[],
	hash: string,
	network: Network,
	signal: AbortSignal
): Promise<Testimony> {
	const answers = await Promise.all(endpoints.map((rpc) => confirm(rpc, hash, signal)));
	const states = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
	const [first] = states;
	if (first === undefined || first.kind === 'not-found') return { kind: 'open' };
	if (states.some((state) => told(state) !== told(first))) return { kind: 'open' };
	const fate = fateOf(first, first.ledger, network);
	if (fate === undefined || fate.kind === 'not-found') return { kind: 'open' };
	return {
		kind: 'agreed',
		fate,
		confirmations: states.length,
		silent: answers.filter((answer: Result<TransactionState, ReadError>) => !answer.ok).length
	};
}

/** Everything that gets booked: the ledger, the result with its fee, and what the call returned. */
function told(state: TransactionState): string {
	if (state.kind === 'not-found') return state.kind;
	const returned = state.kind === 'succeeded' ? (state.returned?.toXdr('base64') ?? '') : '';
	return [state.kind, state.ledger, state.resultXdr, returned].join(' ');
}
