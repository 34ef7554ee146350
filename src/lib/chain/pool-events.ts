import * as v from 'valibot';
import { auctionKind, type AuctionKind } from '#lib/blend/auction.ts';
import {
	AUCTION_TOPICS,
	BAD_DEBT_TOPIC,
	POSITION_TOPICS,
	type PoolEvent
} from '#lib/blend/pool-event.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { account } from './bounds.ts';
import { auctionData } from './pool-entries.ts';
import { eventParts } from './event-parts.ts';
import type { RawEvent } from './rpc-methods.ts';
import type { DecodeError } from './scval.ts';

const kind = v.pipe(
	v.number(),
	v.transform(auctionKind),
	v.custom<AuctionKind>((value) => value !== undefined, 'an auction kind')
);
const POOL_EVENTS = v.variant('name', [
	v.object({
		name: v.picklist(POSITION_TOPICS),
		topics: v.looseTuple([account, account]),
		value: v.unknown()
	}),
	v.object({
		name: v.literal('new_auction'),
		topics: v.looseTuple([kind, account]),
		value: v.looseTuple([v.number(), auctionData])
	}),
	v.object({
		name: v.literal('fill_auction'),
		topics: v.looseTuple([kind, account]),
		value: v.looseTuple([account, v.pipe(v.bigint(), v.transform(Number)), auctionData])
	}),
	v.object({
		name: v.literal('delete_auction'),
		topics: v.looseTuple([kind, account]),
		value: v.unknown()
	}),
	v.object({
		name: v.literal(BAD_DEBT_TOPIC),
		topics: v.looseTuple([account, account]),
		value: v.unknown()
	})
]);
const NAMES: ReadonlySet<string> = new Set([...POSITION_TOPICS, ...AUCTION_TOPICS, BAD_DEBT_TOPIC]);

/** A pool's event, `undefined` if it is of no concern to a keeper. One bad event is an error of its own. */
export function parsePoolEvent(
	raw: RawEvent,
	pool: string
): Result<PoolEvent | undefined, DecodeError> {
	const parts = eventParts(raw, pool, NAMES);
	if (!parts.ok) return parts;
	if (parts.value === undefined) return ok(undefined);
	const parsed = v.safeParse(POOL_EVENTS, parts.value);
	if (parsed.success) return ok(domainEvent(parsed.output));
	const [issue] = parsed.issues;
	return err({
		kind: 'malformed',
		detail: `event ${raw.id} ${parts.value.name}: ${issue.message}`
	});
}

function domainEvent(event: v.InferOutput<typeof POOL_EVENTS>): PoolEvent {
	switch (event.name) {
		case 'new_auction': {
			const [auction, user] = event.topics;
			const [percent, data] = event.value;
			return { kind: 'new-auction', auction, user, percent, data };
		}
		case 'fill_auction': {
			const [auction, user] = event.topics;
			const [filler, percent, data] = event.value;
			return { kind: 'fill-auction', auction, user, filler, percent, data };
		}
		case 'delete_auction': {
			const [auction, user] = event.topics;
			return { kind: 'delete-auction', auction, user };
		}
		case 'bad_debt': {
			const [user, asset] = event.topics;
			return { kind: 'bad-debt', user, asset };
		}
		case 'supply':
		case 'withdraw':
		case 'supply_collateral':
		case 'withdraw_collateral':
		case 'borrow':
		case 'repay':
		case 'flash_loan': {
			const [asset, user] = event.topics;
			return { kind: 'position', topic: event.name, asset, user };
		}
	}
}
