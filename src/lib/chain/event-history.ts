import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { JsonRpc } from './json-rpc.ts';
import {
	ask,
	askAll,
	events,
	health,
	parseEvent,
	type EventFilter,
	type Query,
	type RawEvent
} from './rpc-methods.ts';

/** Events in the order they happened, what could not be read, and where to go on from. */
export interface EventPage {
	readonly events: readonly RawEvent[];
	readonly unreadable: readonly string[];
	readonly cursor: string;
	readonly latestLedger: number;
	readonly closedAt: number;
}

export interface EventHistory extends EventPage {
	/** The first ledger it reaches back to. */
	readonly oldestLedger: number;
	/** When that one closed, unix seconds, if the endpoint says so. */
	readonly oldestCloseTime: number | undefined;
}

/** stellar-rpc scans no more ledgers in one call. */
const LEDGERS_PER_WINDOW = 10_000;

export type EventAnswer = ReturnType<typeof events> extends Query<infer T> ? T : never;

/** Takes a page apart item by item: a strange event costs nothing but itself. */
export function readPage(answer: EventAnswer): EventPage {
	const read: RawEvent[] = [];
	const unreadable: string[] = [];
	for (const item of answer.events) {
		const event = parseEvent(item);
		if (event.ok) read.push(event.value);
		else unreadable.push(describe(event.error));
	}
	const { cursor, latestLedger, latestLedgerCloseTime } = answer;
	return { events: read, unreadable, cursor, latestLedger, closedAt: latestLedgerCloseTime };
}

const describe = (error: ReadError): string => ('detail' in error ? error.detail : error.kind);

/**
 * Every event that fits a filter and that the endpoint still has. Windows are asked for in parallel, as their borders are known
 * beforehand; the pages of one window follow each other.
 */
export async function eventHistory(
	rpc: JsonRpc,
	filters: readonly EventFilter[],
	limit: number,
	signal: AbortSignal
): Promise<Result<EventHistory, ReadError>> {
	const head = await ask(rpc, health(), signal);
	if (!head.ok) return head;
	const { oldestLedger, latestLedger, oldestLedgerCloseTime } = head.value;
	const windows: { readonly startLedger: number; readonly endLedger: number | undefined }[] = [];
	for (let at = oldestLedger; at <= latestLedger; at += LEDGERS_PER_WINDOW) {
		const end = at + LEDGERS_PER_WINDOW;
		windows.push({ startLedger: at, endLedger: end > latestLedger ? undefined : end });
	}
	const first = await askAll(
		rpc,
		windows.map((window) => events(filters, window, limit)),
		signal
	);
	const pages: EventPage[] = [];
	for (const [index, answer] of first.entries()) {
		if (!answer.ok) return answer;
		const end = windows[index]?.endLedger ?? Number.POSITIVE_INFINITY;
		const rest = await restOfWindow(rpc, filters, answer.value, { limit, end }, signal);
		if (!rest.ok) return rest;
		pages.push(...rest.value);
	}
	const joined = joinPages(pages, latestLedger);
	return ok({ ...joined, oldestLedger, oldestCloseTime: oldestLedgerCloseTime });
}

async function restOfWindow(
	rpc: JsonRpc,
	filters: readonly EventFilter[],
	first: EventAnswer,
	{ limit, end }: { readonly limit: number; readonly end: number },
	signal: AbortSignal
): Promise<Result<readonly EventPage[], ReadError>> {
	const pages = [readPage(first)];
	let full = first.events.length === limit;
	let cursor = first.cursor;
	while (full) {
		const answer = await ask(rpc, events(filters, { cursor }, limit), signal);
		if (!answer.ok) return answer;
		const page = readPage(answer.value);
		if (page.cursor === cursor) {
			return err({ kind: 'malformed', detail: `getEvents: a full page that stays at ${cursor}` });
		}
		const inside = page.events.filter(({ ledger }) => ledger < end);
		pages.push({ ...page, events: inside });
		cursor = page.cursor;
		full = answer.value.events.length === limit && inside.length === page.events.length;
	}
	return ok(pages);
}

function joinPages(pages: readonly EventPage[], latestLedger: number): EventPage {
	const last = pages.at(-1);
	return {
		events: pages.flatMap((page) => page.events),
		unreadable: pages.flatMap((page) => page.unreadable),
		cursor: last?.cursor ?? '',
		latestLedger: last?.latestLedger ?? latestLedger,
		closedAt: last?.closedAt ?? 0
	};
}
