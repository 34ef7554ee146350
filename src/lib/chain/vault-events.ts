import * as v from 'valibot';
import { shares, usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { EventPlace, VaultEvent } from '#lib/vault/vault-event.ts';
import { account, nonNegative } from './bounds.ts';
import { eventParts } from './event-parts.ts';
import type { RawEvent } from './rpc-methods.ts';
import { mapOf, type DecodeError } from './scval.ts';

/* Events of nectar-vault (docs/contracts.md has the table). */

const assets = v.pipe(nonNegative, v.transform(usdc));
const amountOfShares = v.pipe(nonNegative, v.transform(shares));
const move = v.object({ assets, shares: amountOfShares });

const VAULT_EVENTS = v.variant('name', [
	v.object({
		name: v.literal('fill'),
		topics: v.tuple([account, account]),
		value: v.tuple([
			account,
			account,
			v.number(),
			v.number(),
			v.number(),
			mapOf(nonNegative),
			mapOf(nonNegative),
			assets,
			assets,
			assets
		])
	}),
	v.object({
		name: v.literal('deposit'),
		topics: v.tuple([account, account, account]),
		value: move
	}),
	v.object({
		name: v.literal('withdraw'),
		topics: v.tuple([account, account, account]),
		value: move
	}),
	v.object({ name: v.literal('seed'), topics: v.tuple([account]), value: assets }),
	v.object({ name: v.literal('mint'), topics: v.tuple([account]), value: amountOfShares }),
	v.object({ name: v.literal('burn'), topics: v.tuple([account]), value: amountOfShares }),
	v.object({
		name: v.literal('transfer'),
		topics: v.tuple([account, account]),
		value: v.union([
			amountOfShares,
			v.pipe(
				v.object({ amount: amountOfShares }),
				v.transform(({ amount }) => amount)
			)
		])
	}),
	v.object({ name: v.literal('skim'), topics: v.tuple([]), value: assets }),
	v.object({
		name: v.literal('leftover'),
		topics: v.tuple([account]),
		value: v.tuple([nonNegative, assets])
	}),
	v.object({
		name: v.literal('returned'),
		topics: v.tuple([account]),
		value: v.object({ profit: assets })
	}),
	v.object({
		name: v.literal('cured'),
		topics: v.tuple([account]),
		value: v.object({ amount: assets })
	}),
	v.object({
		name: v.literal('slashed'),
		topics: v.tuple([account]),
		value: v.object({ outstanding: assets, recovered: assets })
	}),
	v.object({ name: v.literal('loss'), topics: v.tuple([]), value: assets }),
	v.object({ name: v.literal('claim'), topics: v.tuple([account]), value: assets }),
	v.object({
		name: v.literal('params_set'),
		topics: v.tuple([]),
		value: v.object({ profit_unlock_secs: v.pipe(v.bigint(), v.transform(Number)) })
	})
]);
const NAMES: ReadonlySet<string> = new Set(
	VAULT_EVENTS.options.map((option) => option.entries.name.literal)
);

/** A vault's event, `undefined` if it is of no concern to a depositor. One bad event is an error of its own. */
export function parseVaultEvent(
	raw: RawEvent,
	vault: string
): Result<VaultEvent | undefined, DecodeError> {
	const parts = eventParts(raw, vault, NAMES);
	if (!parts.ok) return parts;
	if (parts.value === undefined) return ok(undefined);
	const place = placeOf(raw);
	if (!place.ok) return place;
	const parsed = v.safeParse(VAULT_EVENTS, parts.value);
	if (parsed.success) return ok(domainEvent(parsed.output, place.value));
	const [issue] = parsed.issues;
	return err({
		kind: 'malformed',
		detail: `event ${raw.id} ${parts.value.name}: ${issue.message}`
	});
}

function placeOf({
	id,
	txHash,
	ledger,
	ledgerClosedAt
}: RawEvent): Result<EventPlace, DecodeError> {
	const ms = Date.parse(ledgerClosedAt);
	if (Number.isNaN(ms)) {
		return err({ kind: 'malformed', detail: `event ${id}: expected a close time` });
	}
	return ok({ id, hash: txHash, ledger, at: Math.floor(ms / 1_000) });
}

function domainEvent(event: v.InferOutput<typeof VAULT_EVENTS>, place: EventPlace): VaultEvent {
	switch (event.name) {
		case 'fill':
			return fill(event, place);
		case 'deposit':
			return { ...place, kind: 'deposit', account: event.topics[2], ...event.value };
		case 'withdraw':
			return { ...place, kind: 'withdrawal', account: event.topics[2], ...event.value };
		case 'seed':
			return { ...place, kind: 'seed', assets: event.value };
		case 'mint':
		case 'burn':
			return { ...place, kind: event.name, account: event.topics[0], shares: event.value };
		case 'transfer': {
			const [from, to] = event.topics;
			return { ...place, kind: 'transfer', from, to, shares: event.value };
		}
		case 'skim':
			return { ...place, kind: 'profit', assets: event.value };
		case 'leftover':
			return { ...place, kind: 'profit', assets: event.value[1] };
		case 'returned':
			return { ...place, kind: 'profit', assets: event.value.profit };
		case 'cured':
			return { ...place, kind: 'profit', assets: event.value.amount };
		case 'slashed':
			return slash(event.value, place);
		case 'loss':
			return { ...place, kind: 'loss', assets: event.value };
		case 'claim':
			return { ...place, kind: 'claim', operator: event.topics[0], assets: event.value };
		case 'params_set':
			return { ...place, kind: 'params', profitUnlockSecs: event.value.profit_unlock_secs };
	}
}

type Raw<N> = Extract<v.InferOutput<typeof VAULT_EVENTS>, { name: N }>;

function fill({ topics, value }: Raw<'fill'>, place: EventPlace): VaultEvent {
	const [pool, user] = topics;
	const [operator, session, auctionType, percent, startLedger, bid, lot, spent, profit, fee] =
		value;
	return {
		...place,
		kind: 'fill',
		...{ pool, user, operator, session, auctionType, percent, startLedger },
		...{ bid, lot, spent, profit, fee }
	};
}

/** Of an overdue draw what its stake did not cover is lost; what came in beyond the draw is a profit. */
function slash({ outstanding, recovered }: Raw<'slashed'>['value'], place: EventPlace): VaultEvent {
	return recovered >= outstanding
		? { ...place, kind: 'profit', assets: usdc(recovered - outstanding) }
		: { ...place, kind: 'loss', assets: usdc(outstanding - recovered) };
}
