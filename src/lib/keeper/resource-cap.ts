import type { Action } from './action.ts';
import type { Declared } from './declared.ts';

/**
 * Most that an action may declare, whatever an endpoint proposes: twice what the largest needs that we measured (contracts:costs),
 * and below ten times what the smallest does. A cap on fees does not do it: rent makes an operator's first fill, or a first
 * auction, cost more than the tenfold of a later one. A fee alone that is too high comes back from the network. Bytes leave room
 * for as many archived entries as the cap on fees lets an action restore. `undefined`: only its fee is bound.
 */
export function resourceCap(action: Action): Declared | undefined {
	switch (action.kind) {
		case 'fill':
			return { instructions: 100_000_000, readBytes: 25_000, writeBytes: 40_000 };
		case 'create':
			return { instructions: 40_000_000, readBytes: 15_000, writeBytes: 15_000 };
		case 'delete-auction':
		case 'bad-debt':
		case 'co-sign':
		case 'revoke':
		case 'sweep':
			return undefined;
	}
}
