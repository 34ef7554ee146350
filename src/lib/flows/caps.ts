import type { FeeCaps } from '#lib/chain/envelope.ts';
import { isCodeKey } from '#lib/chain/ledger-keys.ts';
import { beyond, type Declared } from '#lib/keeper/declared.ts';
import type { FlowRequest } from './request.ts';

/*
 * What each request may declare. An endpoint proposes resources and their fee, and the network charges what was declared: a node
 * that inflates them burns the account's XLM. So each is bound to what the request is known to need, never to one number for all.
 */

/** What a request needs where it needs most. Measured on the sandbox, whose fees are mainnet's: tests/integration/flows/caps.test.ts. */
interface Expected extends Declared {
	/** Stroops; rent of new entries counts most. */
	readonly resourceFee: bigint;
}

/** Room for a network with more state or other fees; far below the tenfold. */
export const ROOM = 5;

/** Most to bid for inclusion, in stroops. */
export const MAX_BID = 100_000n;

const of = (
	instructions: number,
	readBytes: number,
	writeBytes: number,
	resourceFee: bigint
): Expected => ({ instructions, readBytes, writeBytes, resourceFee });

const CLASSIC = of(0, 0, 0, 0n);
/** A restored entry of a contract, and a restored contract: its rent counts by the byte. */
const RESTORED = {
	entry: of(200_000, 800, 800, 100_000n),
	code: of(1_000_000, 112_000, 112_000, 75_000_000n)
};

export function expectedOf(request: FlowRequest): Expected {
	switch (request.kind) {
		case 'trustline':
		case 'top-up':
		case 'merge-session':
			return CLASSIC;
		case 'faucet':
			return of(2_000_000, 200, 400, 250_000n);
		case 'deposit':
			return of(4_200_000, 200, 4_400, 630_000n);
		case 'withdraw':
		case 'redeem':
			return of(4_000_000, 200, 4_200, 90_000n);
		case 'claim-rewards':
			return of(3_600_000, 200, 4_200, 90_000n);
		case 'register':
			return of(3_000_000, 450, 2_000, 2_000_000n);
		case 'grant':
		case 'rotate':
			return of(2_900_000, 200, 1_300, 1_200_000n);
		case 'revoke':
		case 'revoke-all':
			return of(2_100_000, 100, 400, 40_000n);
		case 'restore': {
			const code = request.keys.filter(isCodeKey).length;
			return sum(times(RESTORED.code, code), times(RESTORED.entry, request.keys.length - code));
		}
	}
}

const times = (one: Expected, count: number): Expected => ({
	instructions: one.instructions * count,
	readBytes: one.readBytes * count,
	writeBytes: one.writeBytes * count,
	resourceFee: one.resourceFee * BigInt(count)
});

const sum = (a: Expected, b: Expected): Expected => ({
	instructions: a.instructions + b.instructions,
	readBytes: a.readBytes + b.readBytes,
	writeBytes: a.writeBytes + b.writeBytes,
	resourceFee: a.resourceFee + b.resourceFee
});

export const feeCapsOf = (request: FlowRequest): FeeCaps => ({
	bid: MAX_BID,
	resourceFee: expectedOf(request).resourceFee * BigInt(ROOM)
});

/** Which resource goes beyond its bound, in words; `undefined` = none. */
export function overDeclared(
	request: FlowRequest,
	declared: Declared | undefined
): string | undefined {
	return declared && beyond(declared, times(expectedOf(request), ROOM));
}
