import {
	ContractEvent,
	TransactionEnvelope,
	TransactionMeta,
	TransactionResult,
	type LedgerKey,
	type SorobanResources
} from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { ask, query } from '#lib/chain/rpc-methods.ts';
import type { Cost } from './limits.ts';

const applied = v.object({
	envelopeXdr: v.string(),
	resultXdr: v.string(),
	resultMetaXdr: v.string(),
	events: v.object({ contractEventsXdr: v.array(v.array(v.string())) })
});

/** What a transaction declared and did, as the chain keeps it. */
export interface AppliedCost extends Omit<Cost, 'memory'> {
	readonly events: readonly ContractEvent[];
	/** Stroops. */
	readonly feeCharged: bigint;
}

/** Instructions are those declared: measured by the simulation, with its margin. They are what the limit is held against. */
export async function appliedCost(
	rpc: JsonRpc,
	hash: string,
	signal: AbortSignal
): Promise<AppliedCost> {
	const answer = await ask(rpc, query('getTransaction', { hash }, applied), signal);
	if (!answer.ok) throw new Error(`transaction ${hash}: ${answer.error.kind}`);
	const { envelopeXdr, resultXdr, resultMetaXdr, events } = answer.value;
	const resources = resourcesOf(envelopeXdr);
	const { readOnly, readWrite } = resources.footprint;
	const emitted = events.contractEventsXdr.flat();
	return {
		instructions: resources.instructions,
		keys: readOnly.length + readWrite.length,
		writes: readWrite.length,
		diskReads: [...readOnly, ...readWrite].filter(isOnDisk).length,
		diskReadBytes: resources.diskReadBytes,
		writeBytes: resources.writeBytes,
		envelopeBytes: base64Bytes(envelopeXdr),
		eventBytes: emitted.reduce((sum, xdr) => sum + base64Bytes(xdr), returnedBytes(resultMetaXdr)),
		events: emitted.map((xdr) => ContractEvent.fromXdr(xdr, 'base64')),
		feeCharged: TransactionResult.fromXdr(resultXdr, 'base64').feeCharged
	};
}

function resourcesOf(envelopeXdr: string): SorobanResources {
	const envelope = TransactionEnvelope.fromXdr(envelopeXdr, 'base64');
	if (envelope.type === 'envelopeTypeTx' && envelope.v1.tx.ext.type === 'sorobanData') {
		return envelope.v1.tx.ext.sorobanData.resources;
	}
	throw new Error(`expected a contract call, found ${envelope.type}`);
}

const isOnDisk = ({ type }: LedgerKey): boolean => type === 'account' || type === 'trustline';

function returnedBytes(resultMetaXdr: string): number {
	const meta = TransactionMeta.fromXdr(resultMetaXdr, 'base64');
	const returned = meta.type === 'v4' ? meta.v4.sorobanMeta?.returnValue : undefined;
	return returned?.toXdr().length ?? 0;
}

const base64Bytes = (text: string): number => Buffer.from(text, 'base64').length;
