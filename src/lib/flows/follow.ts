import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { confirm, sendSigned, type SubmitError, type TransactionState } from '#lib/chain/submit.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { FlowRecord, FlowRecords } from '#lib/storage/flow-records.ts';
import type { FlowError } from './error.ts';

export interface FollowPorts {
	readonly rpc: JsonRpc;
	readonly records: FlowRecords;
	readonly clock: Clock;
	/** Pause between two looks. */
	readonly pollMs: number;
	/** A node has it, or had it. */
	readonly onsent?: () => void;
}

/** A transaction in a ledger, with success. */
export interface Landed {
	readonly hash: string;
	readonly ledger: number;
}

type Fate = Result<Landed, FlowError>;

/** Looks without a trace after which it is sent again: a node may have dropped it. */
const RESEND_EVERY = 5;
/** Looks after a refusal, in which a node that lags may still find what was applied. */
const DOUBTS = 3;

/**
 * Sends a signed transaction and stays with it until its fate is certain: in a ledger, or past its time. Takes up a record of a page
 * that was closed in the same way: sent or not, the chain is asked first, and sending twice is sending once.
 */
export async function follow(
	record: FlowRecord,
	ports: FollowPorts,
	signal: AbortSignal
): Promise<Fate> {
	const fate = await untilCertain(record, ports, signal);
	const open = !fate.ok && fate.error.kind === 'left';
	if (!open) await ports.records.remove(record.hash);
	return fate;
}

async function untilCertain(
	record: FlowRecord,
	{ rpc, clock, pollMs, onsent }: FollowPorts,
	signal: AbortSignal
): Promise<Fate> {
	const { hash } = record;
	let refused: { readonly error: SubmitError; readonly look: number } | undefined;
	let sendAt = 0;
	for (let look = 0; !signal.aborted; look += 1) {
		const state = await confirm(rpc, hash, signal);
		if (state.ok) {
			const fate = await fateOf(state.value, record, rpc, signal);
			if (fate !== undefined) return fate;
			if (refused !== undefined && look - refused.look >= DOUBTS) return err(refused.error);
			if (refused === undefined && look >= sendAt) {
				const sent = await sendSigned(rpc, record.xdr, signal);
				if (sent.ok) {
					sendAt = look + RESEND_EVERY;
					onsent?.();
				} else if (sent.error.kind === 'refused-by-network') refused = { error: sent.error, look };
			}
		}
		await clock.sleep(pollMs, signal);
	}
	return err({ kind: 'left', hash });
}

/** `undefined` = it may still come. */
async function fateOf(
	state: TransactionState,
	record: FlowRecord,
	rpc: JsonRpc,
	signal: AbortSignal
): Promise<Fate | undefined> {
	const { hash, maxTime } = record;
	switch (state.kind) {
		case 'succeeded':
			return ok({ hash, ledger: state.ledger });
		case 'failed':
			return err({ kind: 'failed', failure: state.failure, hash, ledger: state.ledger });
		case 'not-found':
			if (state.closedAt <= maxTime) return undefined;
			if (state.oldestLedger <= record.sinceLedger) return err({ kind: 'expired', hash });
			return bySequence(record, rpc, signal);
	}
}

/** The node has forgotten the ledgers in which it could be: a sequence number that was never reached was never used. */
async function bySequence(
	{ account, sequence, hash }: FlowRecord,
	rpc: JsonRpc,
	signal: AbortSignal
): Promise<Fate | undefined> {
	const entries = await readEntries(rpc, [accountKey(account)], signal);
	if (!entries.ok) return undefined;
	const state = readAccount(entries.value, account);
	if (!state.ok) return undefined;
	const reached = state.value !== undefined && state.value.sequence >= sequence;
	return err({ kind: reached ? 'unknown' : 'expired', hash });
}
