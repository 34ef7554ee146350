import { fillsLeft } from '#lib/session/usable.ts';
import type { SessionState } from '#lib/session/session-state.ts';
import { stroops } from '#lib/math/amount.ts';
import { spendableOf } from './eligibility.ts';
import type { Policy } from './policy.ts';
import type { SessionView } from './view.ts';

/** What is told of a session: its means, and for how long they last. */
export function sessionStateOf(
	view: SessionView,
	closedAt: number,
	policy: Policy,
	known: {
		/** This key has acted before, so it once had a delegation. */
		readonly hasActed: boolean;
		readonly feePerFill: bigint | undefined;
	}
): SessionState {
	const { account } = view;
	return {
		address: view.session,
		spendable: account && atLeastZero(spendableOf(account, policy)),
		coSigned: account?.coSigned ?? false,
		delegation: delegationOf(view, closedAt, known.hasActed),
		feePerFill: known.feePerFill
	};
}

const atLeastZero = (amount: bigint) => stroops(amount > 0n ? amount : 0n);

function delegationOf(
	{ delegation, operatorEpoch }: SessionView,
	closedAt: number,
	hasActed: boolean
): SessionState['delegation'] {
	if (delegation === undefined) return { kind: hasActed ? 'revoked' : 'none' };
	if (delegation.epoch !== operatorEpoch) return { kind: 'revoked' };
	return {
		kind: closedAt >= delegation.expiresAt ? 'expired' : 'live',
		expiresAt: delegation.expiresAt,
		fillsLeft: fillsLeft(delegation, closedAt)
	};
}
