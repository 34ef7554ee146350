import { Address, Asset, Operation } from '@stellar/stellar-sdk/base';
import {
	InvokeContractArgs,
	SorobanAuthorizationEntry,
	SorobanAuthorizedFunction,
	SorobanAuthorizedInvocation,
	SorobanCredentials,
	type CreateContractArgsV2,
	type Operation as XdrOperation,
	type ScVal
} from '@stellar/stellar-sdk/xdr';
import type { LedgerKey } from './ledger-keys.ts';

/** One contract call, and the calls beneath it that need the same authorisation. */
export interface Invocation {
	readonly contract: string;
	readonly fn: string;
	readonly args: readonly ScVal[];
	readonly under?: readonly Invocation[];
}

/** What a transaction of ours may consist of: exactly one of these. */
export type Intent =
	| {
			readonly kind: 'invoke';
			readonly call: Invocation;
			/** `source`: the contract requires the transaction's source. `none`: anybody may call it. */
			readonly auth: 'source' | 'none';
	  }
	| { readonly kind: 'upload'; readonly wasm: Uint8Array }
	| {
			readonly kind: 'create';
			readonly deployer: string;
			readonly salt: Uint8Array;
			readonly wasmHash: Uint8Array;
			readonly args: readonly ScVal[];
			/** Calls a constructor makes that need the deployer's authorisation. */
			readonly under?: readonly Invocation[];
	  }
	| { readonly kind: 'wrap-asset'; readonly code: string; readonly issuer: string }
	/** Brings archived entries back. Anybody may, for whomever they are. */
	| { readonly kind: 'restore'; readonly keys: readonly LedgerKey[] }
	| { readonly kind: 'classic'; readonly operation: XdrOperation };

/**
 * The operation an intent stands for, authorisation included. Built from the intent alone: what a server proposes is
 * never taken over.
 */
export function operationOf(intent: Intent): XdrOperation {
	switch (intent.kind) {
		case 'invoke': {
			const { contract, fn, args } = intent.call;
			const auth = intent.auth === 'source' ? [bySource(authorised(intent.call))] : [];
			return Operation.invokeContractFunction({ contract, function: fn, args: [...args], auth });
		}
		case 'upload':
			return Operation.uploadContractWasm({ wasm: intent.wasm });
		case 'create':
			return createOperation(intent);
		case 'wrap-asset':
			return Operation.createStellarAssetContract({
				asset: new Asset(intent.code, intent.issuer)
			});
		case 'restore':
			return Operation.restoreFootprint({});
		case 'classic':
			return intent.operation;
	}
}

function createOperation(intent: Extract<Intent, { kind: 'create' }>): XdrOperation {
	const options = {
		address: Address.fromString(intent.deployer),
		salt: intent.salt,
		wasmHash: intent.wasmHash,
		constructorArgs: [...intent.args]
	};
	const root = new SorobanAuthorizedInvocation({
		function: SorobanAuthorizedFunction.sorobanAuthorizedFunctionTypeCreateContractV2HostFn(
			createArgs(Operation.createCustomContract(options))
		),
		subInvocations: (intent.under ?? []).map(authorised)
	});
	return Operation.createCustomContract({ ...options, auth: [bySource(root)] });
}

function createArgs(operation: XdrOperation): CreateContractArgsV2 {
	const { body } = operation;
	if (
		body.type === 'invokeHostFunction' &&
		body.value.hostFunction.type === 'hostFunctionTypeCreateContractV2'
	) {
		return body.value.hostFunction.createContractV2;
	}
	throw new Error(`expected a contract creation, found ${body.type}`);
}

function authorised(call: Invocation): SorobanAuthorizedInvocation {
	return new SorobanAuthorizedInvocation({
		function: SorobanAuthorizedFunction.sorobanAuthorizedFunctionTypeContractFn(
			new InvokeContractArgs({
				contractAddress: Address.fromString(call.contract).toScAddress(),
				functionName: call.fn,
				args: [...call.args]
			})
		),
		subInvocations: (call.under ?? []).map(authorised)
	});
}

const bySource = (rootInvocation: SorobanAuthorizedInvocation) =>
	new SorobanAuthorizationEntry({
		credentials: SorobanCredentials.sorobanCredentialsSourceAccount(),
		rootInvocation
	});
