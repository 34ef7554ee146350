import { stroops, type Stroops } from '#lib/math/amount.ts';
import type { Action } from './action.ts';
import type { Policy } from './policy.ts';

/**
 * Most an action's resources may cost, whatever an endpoint declares. The share must pay for a fill beside; for the others
 * nothing pays, so this is all that keeps an endpoint from burning the session's XLM.
 */
export const feeCap = (action: Action, policy: Policy): Stroops =>
	stroops(expectedFee(action, policy) * policy.feeCapFactor);

function expectedFee(action: Action, policy: Policy): Stroops {
	switch (action.kind) {
		case 'fill':
			return policy.expectedFillFee;
		case 'create':
		case 'delete-auction':
		case 'bad-debt':
			return policy.expectedCreateFee;
	}
}
