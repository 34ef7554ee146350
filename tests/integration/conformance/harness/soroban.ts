import { readFile } from 'node:fs/promises';
import {
	Address,
	Contract,
	hash,
	nativeToScVal,
	Operation,
	rpc,
	scValToNative,
	SorobanDataBuilder,
	xdr,
	type Keypair,
	type Transaction
} from '@stellar/stellar-sdk';
import type { Applied } from './codes.ts';
import type { Net } from './net.ts';
import { apply, build } from './transactions.ts';

const WASM = new URL('../../../fixtures/wasm/conformance-probe.wasm', import.meta.url);
export const probeWasm = async (): Promise<Uint8Array> => new Uint8Array(await readFile(WASM));

/** Where a value of the probe lives; the numbers of its `Place`. */
export const Place = { instance: 0, persistent: 1, temporary: 2 } as const;

export const u32 = (value: number): xdr.ScVal => xdr.ScVal.scvU32(value);
export const i128 = (value: bigint): xdr.ScVal => nativeToScVal(value, { type: 'i128' });
export const symbol = (value: string): xdr.ScVal => xdr.ScVal.scvSymbol(value);
export const address = (value: string): xdr.ScVal => Address.fromString(value).toScVal();
export const bytes = (length: number): xdr.ScVal => xdr.ScVal.scvBytes(new Uint8Array(length));

/** What a test may change in the simulated transaction before it is signed. */
export interface Tweak {
	readonly data?: (data: xdr.SorobanTransactionData) => xdr.SorobanTransactionData;
	readonly inclusionFee?: bigint;
}

/** Simulates, assembles by hand, so that every declared figure can be changed, and signs. */
export async function prepare(
	net: Net,
	source: Keypair,
	operation: xdr.Operation,
	tweak: Tweak = {}
): Promise<Transaction> {
	const simulation = await simulate(net, source, operation);
	const data = simulation.transactionData.build();
	const prepared = rpc
		.assembleTransaction(await build(net, source, [operation]), simulation)
		.build();
	const operations = prepared.toEnvelope();
	if (operations.type !== 'envelopeTypeTx') throw new Error('expected a plain envelope');
	const tx = await build(net, source, operations.value.tx.operations, {
		sorobanData: tweak.data?.(data) ?? data,
		fee: String(tweak.inclusionFee ?? 100n)
	});
	tx.sign(source);
	return tx;
}

export async function simulate(
	net: Net,
	source: Keypair,
	operation: xdr.Operation
): Promise<rpc.Api.SimulateTransactionSuccessResponse> {
	const simulation = await net.server.simulateTransaction(await build(net, source, [operation]));
	if (!rpc.Api.isSimulationSuccess(simulation)) throw new Error(simulation.error);
	return simulation;
}

/** Simulates, signs, sends, closes a ledger. */
export async function run(
	net: Net,
	source: Keypair,
	operation: xdr.Operation,
	tweak?: Tweak
): Promise<Applied> {
	return apply(net, await prepare(net, source, operation, tweak));
}

export const invoke = (contract: string, name: string, ...args: xdr.ScVal[]): xdr.Operation =>
	new Contract(contract).call(name, ...args);

/** The value a successful invocation returned. */
export function returned(applied: Applied): unknown {
	if (
		applied.status !== rpc.Api.GetTransactionStatus.SUCCESS ||
		applied.returnValue === undefined
	) {
		throw new Error(`nothing was returned: ${JSON.stringify(applied.resultXdr)}`);
	}
	return scValToNative(applied.returnValue);
}

export async function uploadProbe(net: Net, source: Keypair): Promise<Uint8Array> {
	const wasm = await probeWasm();
	const uploaded = await run(net, source, Operation.uploadContractWasm({ wasm }));
	if (uploaded.status !== rpc.Api.GetTransactionStatus.SUCCESS) throw new Error('upload failed');
	return hash(wasm);
}

/** One more instance of uploaded code. Returns its id. */
export async function createProbe(
	net: Net,
	source: Keypair,
	wasmHash: Uint8Array,
	tag = 1
): Promise<string> {
	const created = await run(
		net,
		source,
		Operation.createCustomContract({
			address: Address.fromString(source.publicKey()),
			wasmHash,
			salt: hash(new TextEncoder().encode(`probe ${tag}`)),
			constructorArgs: [u32(tag)]
		})
	);
	return String(returned(created));
}

export async function deployProbe(net: Net, source: Keypair): Promise<string> {
	return createProbe(net, source, await uploadProbe(net, source));
}

/** The ledger key of one cell of the probe. */
export function cellKey(
	contract: string,
	place: 'persistent' | 'temporary',
	key: number
): xdr.LedgerKey {
	return xdr.LedgerKey.contractData(
		new xdr.LedgerKeyContractData({
			contract: Address.fromString(contract).toScAddress(),
			key: xdr.ScVal.scvVec([symbol('Cell'), u32(key)]),
			durability: xdr.ContractDataDurability[place]
		})
	);
}

export const instanceKey = (contract: string): xdr.LedgerKey =>
	new Contract(contract).getFootprint();

export const codeKey = (wasmHash: Uint8Array): xdr.LedgerKey =>
	xdr.LedgerKey.contractCode(new xdr.LedgerKeyContractCode({ hash: wasmHash }));

/** Declared resources, changed in part. */
export function redeclare(
	data: xdr.SorobanTransactionData,
	change: {
		instructions?: number;
		diskReadBytes?: number;
		writeBytes?: number;
		resourceFee?: bigint;
	}
): xdr.SorobanTransactionData {
	const { resources } = data;
	return new SorobanDataBuilder(data)
		.setResources(
			change.instructions ?? resources.instructions,
			change.diskReadBytes ?? resources.diskReadBytes,
			change.writeBytes ?? resources.writeBytes
		)
		.setResourceFee(change.resourceFee ?? data.resourceFee)
		.build();
}
