import type { FeeCaps } from '#lib/chain/envelope.ts';
import type { Resources } from '#lib/chain/prepare.ts';
import type { FlowRequest } from './request.ts';

/*
 * What each request may declare. An endpoint proposes resources and their fee, and the network charges what was declared: a node
 * that inflates them burns the account's XLM. So each is bound to what the request is known to need, never to one number for all.
 */

/** What a request needs where it needs most. Measured on the sandbox, whose fees are mainnet's: tests/integration/flows/caps.test.ts. */
interface Expected {
	readonly instructions: number;
	readonly readBytes: number;
	readonly writeBytes: number;
	/** Stroops; rent of new entries counts most. */
	readonly resourceFee: bigint;
}

/** Room for a network with more state or other fees; far below the tenfold. */
export const ROOM = 4;

/** Most to bid for inclusion, in stroops. */
export const MAX_BID = 100_000n;

const CLASSIC: Expected = { instructions: 0, readBytes: 0, writeBytes: 0, resourceFee: 0n };

export function expectedOf(request: FlowRequest): Expected {
	switch (request.kind) {
		case 'trustline':
		case 'top-up':
		case 'merge-session':
			return CLASSIC;
		case 'faucet':
			return { instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n };
		case 'deposit':
			return { instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n };
		case 'withdraw':
		case 'redeem':
			return { instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n };
		case 'claim-rewards':
			return { instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n };
		case 'register':
			return { instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n };
		case 'grant':
		case 'rotate':
			return { instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n };
		case 'revoke':
		case 'revoke-all':
			return { instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n };
		case 'restore':
			return times(
				{ instructions: 1_000_000, readBytes: 1_000, writeBytes: 1_000, resourceFee: 100_000n },
				request.keys.length
			);
	}
}

const times = (one: Expected, count: number): Expected => ({
	instructions: one.instructions * count,
	readBytes: one.readBytes * count,
	writeBytes: one.writeBytes * count,
	resourceFee: one.resourceFee * BigInt(count)
});

export const feeCapsOf = (request: FlowRequest): FeeCaps => ({
	bid: MAX_BID,
	resourceFee: expectedOf(request).resourceFee * BigInt(ROOM)
});

/** Which resource goes beyond its bound, in words; `undefined` = none. */
export function overDeclared(
	request: FlowRequest,
	declared: Resources | undefined
): string | undefined {
	if (declared === undefined) return undefined;
	const expected = expectedOf(request);
	for (const key of ['instructions', 'readBytes', 'writeBytes'] as const) {
		const most = expected[key] * ROOM;
		if (declared[key] > most) return `${declared[key]} ${WORDS[key]}, at most ${most} expected`;
	}
	return undefined;
}

const WORDS = {
	instructions: 'instructions',
	readBytes: 'bytes to read',
	writeBytes: 'bytes to write'
} as const;
