import type { Policy } from '#lib/keeper/policy.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { ok, type Result } from '#lib/result.ts';
import type { Network } from '#lib/networks.ts';
import { bidQuery, MIN_BID } from './fees.ts';
import type { JsonRpc } from './json-rpc.ts';
import type { ActionView } from './keeper-executor.ts';
import { readSessionView, sessionKeys, type SessionScope } from './keeper-view.ts';
import { entriesQuery, readEntries } from './ledger-entries.ts';
import { askAll, health, maybe } from './rpc-methods.ts';
import { stateQuery, type TransactionState } from './submit.ts';
import { readVault, vaultKeys } from './vault-entries.ts';

/** The session and the head of the chain, for what concerns neither pool nor vault. */
export interface SessionGlance extends ActionView {
	/** Of the transaction asked about. */
	readonly state: TransactionState | undefined;
}

/** One POST: works however little of pool, oracle or vault can be read. */
export async function sessionGlance(
	rpc: JsonRpc,
	scope: SessionScope,
	policy: Policy,
	hash: string | undefined,
	signal: AbortSignal
): Promise<Result<SessionGlance, ReadError>> {
	const [head, bid, entries, state] = await askAll(
		rpc,
		[
			health(),
			bidQuery(policy.maxBid),
			entriesQuery(sessionKeys(scope)),
			maybe(hash === undefined ? undefined : stateQuery(hash))
		],
		signal
	);
	if (!head.ok) return head;
	if (!entries.ok) return entries;
	if (!state.ok) return state;
	const session = readSessionView(entries.value, scope);
	if (!session.ok) return session;
	return ok({
		ledger: entries.value.ledger,
		closedAt: head.value.latestLedgerCloseTime,
		bid: bid.ok ? bid.value : MIN_BID,
		session: session.value,
		state: state.value
	});
}

/** How many routes the vault was sealed with. */
export async function readRouteCount(
	rpc: JsonRpc,
	{ vault, usdc }: Network,
	signal: AbortSignal
): Promise<Result<number, ReadError>> {
	const entries = await readEntries(rpc, vaultKeys(vault, usdc.contract), signal);
	if (!entries.ok) return entries;
	const read = readVault(entries.value, vault, usdc.contract);
	if (!read.ok) return read;
	return ok(read.value.routeCount);
}
