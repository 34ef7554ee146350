import { stroops, type Stroops } from '#lib/math/amount.ts';
import type { Action } from './action.ts';
import type { Policy } from './policy.ts';

/** Classic operations declare no resources: the bid is all they cost. */
const NO_RESOURCES = stroops(0n);

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
		case 'revoke':
			return policy.expectedCreateFee;
		case 'co-sign':
		case 'sweep':
			return NO_RESOURCES;
	}
}
