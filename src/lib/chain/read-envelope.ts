import { Address, StrKey, TransactionBuilder, scValToNative } from '@stellar/stellar-sdk/base';
import {
	TransactionEnvelope,
	encodeBytes,
	type Asset as XdrAsset,
	type ChangeTrustAsset,
	type HostFunction,
	type InvokeContractArgs,
	type MuxedAccount,
	type Operation as XdrOperation,
	type PublicKey,
	type ScVal,
	type SorobanAuthorizedInvocation,
	type Transaction as XdrTransaction
} from '@stellar/stellar-sdk/xdr';
import { err, ok, type Result } from '#lib/result.ts';

/** A contract value as a wallet prints it: no names, no units, no decimals. */
export type RawValue =
	| { readonly kind: 'address'; readonly text: string }
	| { readonly kind: 'integer'; readonly text: string }
	| { readonly kind: 'text'; readonly text: string }
	/** A struct, its fields printed each on its own. */
	| {
			readonly kind: 'record';
			readonly text: string;
			readonly fields: Readonly<Record<string, string>>;
	  }
	| { readonly kind: 'other'; readonly text: string };

/** What one line of a wallet's list stands for. */
export type EnvelopeRow =
	| {
			readonly kind: 'call';
			readonly contract: string;
			readonly fn: string;
			readonly args: readonly RawValue[];
	  }
	| { readonly kind: 'trust'; readonly asset: string; readonly limit: bigint }
	| {
			readonly kind: 'payment';
			readonly destination: string;
			readonly asset: string;
			readonly amount: bigint;
	  }
	| { readonly kind: 'merge'; readonly account: string; readonly destination: string }
	| { readonly kind: 'restore'; readonly entries: number }
	/** Something this site never asks for. */
	| { readonly kind: 'unknown'; readonly type: string };

/** A transaction as its bytes say it. */
export interface ReadEnvelope {
	readonly source: string;
	readonly sequence: bigint;
	/** Stroops: bid and resource fee, the most it can cost. */
	readonly fee: bigint;
	/** Unix seconds; 0 = for ever. */
	readonly maxTime: number;
	readonly hash: string;
	/** The calls that the signature authorises, from the outermost inwards; else what is called, or the classic operation. */
	readonly rows: readonly EnvelopeRow[];
}

/** Reads an envelope from its bytes, signed or not. */
export function readEnvelope(xdr: string, passphrase: string): Result<ReadEnvelope, string> {
	try {
		const envelope = TransactionEnvelope.fromXdr(xdr, 'base64');
		if (envelope.type !== 'envelopeTypeTx') return err(`a transaction of type ${envelope.type}`);
		const { tx } = envelope.v1;
		const hash = TransactionBuilder.fromXdr(xdr, passphrase).hash();
		return ok({
			source: accountOf(tx.sourceAccount),
			sequence: tx.seqNum,
			fee: BigInt(tx.fee),
			maxTime: maxTimeOf(tx),
			hash: encodeBytes(hash, 'hex'),
			rows: tx.operations.flatMap((operation) => rowsOf(operation, tx))
		});
	} catch (cause) {
		return err(String(cause));
	}
}

function maxTimeOf({ cond }: XdrTransaction): number {
	switch (cond.type) {
		case 'precondTime':
			return Number(cond.timeBounds.maxTime);
		case 'precondV2':
			return Number(cond.v2.timeBounds?.maxTime ?? 0n);
		case 'precondNone':
			return 0;
	}
}

function rowsOf({ body, sourceAccount }: XdrOperation, tx: XdrTransaction): readonly EnvelopeRow[] {
	if (body.type === 'invokeHostFunction') {
		const { auth, hostFunction } = body.value;
		const authorised = auth.flatMap((entry) => callsOf(entry.rootInvocation));
		return authorised.length > 0 ? authorised : [hostRow(hostFunction)];
	}
	if (body.type === 'changeTrust') {
		const { line, limit } = body.value;
		return [{ kind: 'trust', asset: assetOf(line), limit }];
	}
	if (body.type === 'payment') {
		const { destination, asset, amount } = body.value;
		return [
			{ kind: 'payment', destination: accountOf(destination), asset: assetOf(asset), amount }
		];
	}
	if (body.type === 'accountMerge') {
		const account = accountOf(sourceAccount ?? tx.sourceAccount);
		return [{ kind: 'merge', account, destination: accountOf(body.value) }];
	}
	if (body.type === 'restoreFootprint') {
		const data = tx.ext.type === 'sorobanData' ? tx.ext.sorobanData : undefined;
		return [{ kind: 'restore', entries: data?.resources.footprint.readWrite.length ?? 0 }];
	}
	return [{ kind: 'unknown', type: body.type }];
}

function hostRow(host: HostFunction): EnvelopeRow {
	return host.type === 'hostFunctionTypeInvokeContract'
		? callRow(host.invokeContract)
		: { kind: 'unknown', type: host.type };
}

/** Depth first, as wallets list them. */
function callsOf(node: SorobanAuthorizedInvocation): readonly EnvelopeRow[] {
	const own: EnvelopeRow =
		node.function.type === 'sorobanAuthorizedFunctionTypeContractFn'
			? callRow(node.function.contractFn)
			: { kind: 'unknown', type: node.function.type };
	return [own, ...node.subInvocations.flatMap(callsOf)];
}

const callRow = ({ contractAddress, functionName, args }: InvokeContractArgs): EnvelopeRow => ({
	kind: 'call',
	contract: Address.fromScAddress(contractAddress).toString(),
	fn: functionName.toString(),
	args: args.map(rawValue)
});

function rawValue(value: ScVal): RawValue {
	const native: unknown = scValToNative(value);
	if (value.type === 'scvAddress') return { kind: 'address', text: String(native) };
	if (INTEGERS.has(value.type)) return { kind: 'integer', text: String(native) };
	if (value.type === 'scvString' || value.type === 'scvSymbol') {
		return { kind: 'text', text: String(native) };
	}
	if (value.type === 'scvMap') {
		return { kind: 'record', text: printed(native), fields: printedFields(native) };
	}
	return { kind: 'other', text: printed(native) };
}

const INTEGERS: ReadonlySet<ScVal['type']> = new Set<ScVal['type']>([
	'scvU32',
	'scvI32',
	'scvU64',
	'scvI64',
	'scvU128',
	'scvI128'
]);

const printedFields = (native: unknown): Readonly<Record<string, string>> =>
	typeof native === 'object' && native !== null
		? Object.fromEntries(Object.entries(native).map(([key, item]) => [key, printed(item)]))
		: {};

/** JSON without its quotes around names, integers in full. */
function printed(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
	if (value instanceof Uint8Array) return encodeBytes(value, 'hex');
	if (typeof value === 'object' && value !== null) {
		const fields = Object.entries(value).map(([key, item]) => `${key}: ${printed(item)}`);
		return `{${fields.join(', ')}}`;
	}
	return String(value);
}

const accountOf = (account: MuxedAccount): string =>
	StrKey.encodeEd25519PublicKey(
		account.type === 'keyTypeEd25519'
			? account.ed25519.toBytes()
			: account.med25519.ed25519.toBytes()
	);

/** `XLM`, or `CODE:ISSUER`. */
function assetOf(asset: XdrAsset | ChangeTrustAsset): string {
	switch (asset.type) {
		case 'assetTypeNative':
			return 'XLM';
		case 'assetTypeCreditAlphanum4':
			return `${String(asset.alphaNum4.assetCode)}:${issuerOf(asset.alphaNum4.issuer)}`;
		case 'assetTypeCreditAlphanum12':
			return `${String(asset.alphaNum12.assetCode)}:${issuerOf(asset.alphaNum12.issuer)}`;
		case 'assetTypePoolShare':
			return 'pool shares';
	}
}

const issuerOf = (issuer: PublicKey): string =>
	StrKey.encodeEd25519PublicKey(issuer.ed25519.toBytes());
