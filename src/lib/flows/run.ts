import { ask, health } from '#lib/chain/rpc-methods.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import type { FlowRecord, FlowRecords } from '#lib/storage/flow-records.ts';
import type { Wallet } from '#lib/wallet/wallet.ts';
import { approve } from './approve.ts';
import { assemble, type Assembled, type FlowScope } from './assemble.ts';
import type { FlowError } from './error.ts';
import { follow } from './follow.ts';
import type { FlowRequest } from './request.ts';
import { tell } from './sentences.ts';
import type { FlowStage, FlowSubject } from './stage.ts';
import { titleOf } from './titles.ts';

export interface FlowPorts extends FlowScope {
	/** Key of the network in networks.json. */
	readonly networkName: string;
	readonly wallet: Wallet;
	readonly records: FlowRecords;
	readonly clock: Clock;
	/** Pause between two looks at a transaction that was sent. */
	readonly pollMs: number;
}

type Publish = (stage: FlowStage) => void;
type At = Extract<FlowStage, { kind: 'failed' }>['at'];

/** Assembles a request for review. What it returns is to be handed to `sign`. */
export async function review(
	request: FlowRequest,
	ports: FlowPorts,
	publish: Publish,
	signal: AbortSignal,
	renewed = false
): Promise<Assembled | undefined> {
	publish({ kind: 'assembling' });
	const assembled = await assemble(request, ports, signal);
	if (signal.aborted) return undefined;
	if (!assembled.ok) {
		publish(failedAt('assemble', assembled.error, ports));
		return undefined;
	}
	const { preview, returned } = assembled.value;
	publish({ kind: 'review', preview, returned, renewed });
	return assembled.value;
}

/**
 * Has the wallet sign what was reviewed, writes it down, sends it and stays until its fate is certain. A transaction that grew too old
 * is assembled anew and shown again instead: nobody signs what cannot get into a ledger, or what he has not seen.
 */
export async function sign(
	assembled: Assembled,
	ports: FlowPorts,
	publish: Publish,
	signal: AbortSignal
): Promise<Assembled | undefined> {
	const { preview, request } = assembled;
	publish({ kind: 'signing', preview });
	const head = await ask(ports.rpc, health(), signal);
	if (!head.ok) {
		publish(failedAt('sign', head.error, ports));
		return undefined;
	}
	const left = preview.maxTime - head.value.latestLedgerCloseTime;
	if (left < ports.patienceSecs / 2) return review(request, ports, publish, signal, true);
	const signed = await approve(assembled, ports.account, ports.wallet, signal);
	if (!signed.ok) {
		publish(failedAt('sign', signed.error, ports));
		return undefined;
	}
	const record = recordOf(assembled, signed.value, ports);
	await ports.records.put(record); // storage that refuses costs the memory of a page that is closed, not the transaction
	await send(record, ports, publish, signal);
	return undefined;
}

/** Takes up what an earlier page signed. */
export async function send(
	record: FlowRecord,
	ports: Pick<FlowPorts, 'rpc' | 'records' | 'clock' | 'pollMs' | 'network' | 'wallet'>,
	publish: Publish,
	signal: AbortSignal
): Promise<void> {
	const { hash, maxTime } = record;
	publish({ kind: 'sending', hash, maxTime });
	const onsent = () => {
		publish({ kind: 'sent', hash, maxTime });
	};
	const fate = await follow(record, { ...ports, onsent }, signal);
	if (fate.ok) publish({ kind: 'done', ...fate.value });
	else if (fate.error.kind !== 'left') publish(failedAt('send', fate.error, ports, hash));
}

const recordOf = (
	{ request, preview, ledger }: Assembled,
	signedXdr: string,
	{ networkName, account }: FlowPorts
): FlowRecord => ({
	v: 1,
	hash: preview.hash,
	xdr: signedXdr,
	...subjectOf(request),
	network: networkName,
	account,
	sequence: preview.sequence,
	maxTime: preview.maxTime,
	sinceLedger: ledger
});

export const subjectOf = (request: FlowRequest): FlowSubject => ({
	kind: request.kind,
	title: titleOf(request)
});

export const failedAt = (
	at: At,
	error: FlowError,
	{ network, wallet }: Pick<FlowPorts, 'network' | 'wallet'>,
	hash?: string
): FlowStage => ({
	kind: 'failed',
	at,
	hash,
	...tell(error, { network, wallet: wallet.kind })
});
