import * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { JsonRpc, RpcAnswer, RpcCall } from './json-rpc.ts';

/** One question to the chain: the calls it takes, none included, and how their answers are read. */
export interface Query<T> {
	readonly calls: readonly RpcCall[];
	readonly parse: (answers: readonly RpcAnswer[]) => Result<T, ReadError>;
}
type Queries<T extends readonly unknown[]> = { readonly [K in keyof T]: Query<T[K]> };
type Answers<T extends readonly unknown[]> = { readonly [K in keyof T]: Result<T[K], ReadError> };

/** Several questions in one POST, each answered on its own. */
export async function askAll<const T extends readonly unknown[]>(
	rpc: JsonRpc,
	queries: Queries<T>,
	signal: AbortSignal
): Promise<Answers<T>> {
	const list = queries as readonly Query<unknown>[];
	const answers = await rpc.batch(
		list.flatMap((one) => one.calls),
		signal
	);
	let at = 0;
	return list.map((one) => {
		const own = answers.slice(at, at + one.calls.length);
		at += one.calls.length;
		return one.parse(own);
	}) as unknown as Answers<T>;
}

export async function ask<T>(
	rpc: JsonRpc,
	one: Query<T>,
	signal: AbortSignal
): Promise<Result<T, ReadError>> {
	return one.parse(await rpc.batch(one.calls, signal));
}

/** A question of a single call, its result read by a schema. */
export function query<const S extends v.GenericSchema>(
	method: string,
	params: Readonly<Record<string, unknown>> | undefined,
	schema: S
): Query<v.InferOutput<S>> {
	return {
		calls: [params === undefined ? { method } : { method, params }],
		parse: ([answer]) => {
			if (answer === undefined) return err({ kind: 'malformed', detail: `${method}: no answer` });
			return answer.ok ? parseResult(method, schema, answer.value) : answer;
		}
	};
}

/** The same question with its answer turned into something else. */
export const mapQuery = <T, U>(
	base: Query<T>,
	turn: (value: T) => Result<U, ReadError>
): Query<U> => ({
	calls: base.calls,
	parse: (answers) => {
		const parsed = base.parse(answers);
		return parsed.ok ? turn(parsed.value) : parsed;
	}
});

/** A question that need not be asked. */
export const maybe = <T>(base: Query<T> | undefined): Query<T | undefined> =>
	base ?? { calls: [], parse: () => ok(undefined) };

function parseResult<const S extends v.GenericSchema>(
	method: string,
	schema: S,
	value: unknown
): Result<v.InferOutput<S>, ReadError> {
	const parsed = v.safeParse(schema, value);
	if (parsed.success) return ok(parsed.output);
	const [issue] = parsed.issues;
	return err({
		kind: 'malformed',
		detail: `${method}: ${v.getDotPath(issue) ?? 'result'}: ${issue.message}`
	});
}

/** Some fields are decimal strings, some numbers, depending on the method and the release. */
const count = v.pipe(
	v.union([v.number(), v.pipe(v.string(), v.regex(/^[0-9]+$/), v.transform(Number))]),
	v.safeInteger(),
	v.minValue(0)
);
const amount = v.pipe(
	v.string(),
	v.regex(/^[0-9]+$/),
	v.transform((text) => BigInt(text))
);

export const health = () =>
	query(
		'getHealth',
		undefined,
		v.object({
			latestLedger: count,
			latestLedgerCloseTime: count,
			oldestLedger: count,
			oldestLedgerCloseTime: v.optional(count)
		})
	);

/** What the network is. The protocol as a bare number: ledger headers that carry it too cannot be decoded. */
export const networkInfo = () =>
	query('getNetwork', undefined, v.object({ passphrase: v.string(), protocolVersion: count }));

export const feeStats = () =>
	query(
		'getFeeStats',
		undefined,
		v.object({ latestLedger: count, sorobanInclusionFee: v.object({ p95: amount, p99: amount }) })
	);

const ledgerEntry = v.object({
	key: v.string(),
	xdr: v.string(),
	lastModifiedLedgerSeq: count,
	liveUntilLedgerSeq: v.optional(count)
});
export type RawEntry = v.InferOutput<typeof ledgerEntry>;
/** At most 200 keys; `ledgerEntries.ts` splits. */
export const ledgerEntries = (keys: readonly string[]) =>
	query(
		'getLedgerEntries',
		{ keys },
		v.object({
			latestLedger: count,
			entries: v.nullish(v.array(ledgerEntry), [])
		})
	);

const event = v.object({
	contractId: v.optional(v.string(), ''),
	id: v.string(),
	ledger: count,
	/** RFC 3339. */
	ledgerClosedAt: v.optional(v.string(), ''),
	txHash: v.string(),
	topic: v.optional(v.array(v.string()), []),
	value: v.optional(v.string(), '')
});
export type RawEvent = v.InferOutput<typeof event>;
/** Contracts (at most 5), and, where not all their events are wanted, patterns of topics (at most 5). */
export interface EventFilter {
	readonly contracts: readonly string[];
	readonly topics?: readonly (readonly string[])[];
}
/** `endLedger` is exclusive. A cursor goes alone: it holds its own place. */
export type EventsFrom =
	| { readonly cursor: string }
	| { readonly startLedger: number; readonly endLedger: number | undefined };
/** Filters (at most 5) are alternatives. */
export const events = (filters: readonly EventFilter[], from: EventsFrom, limit: number) =>
	query(
		'getEvents',
		{
			...('startLedger' in from
				? { startLedger: from.startLedger, endLedger: from.endLedger }
				: {}),
			filters: filters.map(({ contracts, topics }) => ({
				type: 'contract',
				contractIds: contracts,
				...(topics === undefined ? {} : { topics })
			})),
			pagination: { limit, ...('cursor' in from ? { cursor: from.cursor } : {}) }
		},
		v.object({
			latestLedger: count,
			latestLedgerCloseTime: count,
			oldestLedger: v.optional(count, 0),
			cursor: v.string(),
			events: v.array(v.unknown())
		})
	);
/** One event on its own: a strange one must not cost the page. */
export const parseEvent = (item: unknown): Result<RawEvent, ReadError> =>
	parseResult('getEvents', event, item);

/** What a simulated call returned, and the authorisations it ran with: those of the transaction, or else those it would need. */
const simulated = v.object({ xdr: v.string(), auth: v.nullish(v.array(v.string()), []) });

const listed = v.object({
	status: v.picklist(['SUCCESS', 'FAILED']),
	txHash: v.string(),
	ledger: count,
	applicationOrder: count,
	envelopeXdr: v.string(),
	resultXdr: v.string()
});
export type RawListed = v.InferOutput<typeof listed>;
export type TransactionsFrom = { readonly cursor: string } | { readonly startLedger: number };
/** Every transaction there is, whoever's: for networks of a few. At most 200 a page. */
export const transactions = (from: TransactionsFrom, limit: number) =>
	query(
		'getTransactions',
		{
			...('startLedger' in from ? { startLedger: from.startLedger } : {}),
			pagination: { limit, ...('cursor' in from ? { cursor: from.cursor } : {}) }
		},
		v.object({ latestLedger: count, cursor: v.string(), transactions: v.array(v.unknown()) })
	);
/** One transaction on its own, as events are. */
export const parseListed = (item: unknown): Result<RawListed, ReadError> =>
	parseResult('getTransactions', listed, item);

export const simulate = (transaction: string) =>
	query(
		'simulateTransaction',
		{ transaction },
		v.union([
			v.object({
				latestLedger: count,
				error: v.string(),
				events: v.nullish(v.array(v.string()), [])
			}),
			v.object({
				latestLedger: count,
				transactionData: v.string(),
				minResourceFee: amount,
				// a restoration returns nothing
				results: v.nullish(v.pipe(v.array(simulated), v.maxLength(1)), []),
				events: v.nullish(v.array(v.string()), [])
			})
		])
	);

export const send = (transaction: string) =>
	query(
		'sendTransaction',
		{ transaction },
		v.object({
			status: v.picklist(['PENDING', 'DUPLICATE', 'TRY_AGAIN_LATER', 'ERROR']),
			hash: v.string(),
			latestLedger: count,
			errorResultXdr: v.optional(v.string())
		})
	);

const found = {
	latestLedger: count,
	ledger: count,
	createdAt: count,
	resultXdr: v.string(),
	resultMetaXdr: v.optional(v.string()),
	diagnosticEventsXdr: v.nullish(v.array(v.string()), [])
};
export const transaction = (hash: string) =>
	query(
		'getTransaction',
		{ hash },
		v.variant('status', [
			v.object({
				status: v.literal('NOT_FOUND'),
				latestLedger: count,
				latestLedgerCloseTime: count,
				oldestLedger: count
			}),
			v.object({ status: v.literal('SUCCESS'), ...found }),
			v.object({ status: v.literal('FAILED'), ...found })
		])
	);
