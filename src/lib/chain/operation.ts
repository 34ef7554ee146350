import { Address } from '@stellar/stellar-sdk/base';
import {
	ContractExecutable,
	ContractIdPreimage,
	ContractIdPreimageFromAddress,
	CreateContractArgs,
	CreateContractArgsV2,
	ExtensionPoint,
	HostFunction,
	InvokeContractArgs,
	InvokeHostFunctionOp,
	OperationBody,
	RestoreFootprintOp,
	SorobanAuthorizationEntry,
	SorobanAuthorizedFunction,
	SorobanAuthorizedInvocation,
	SorobanCredentials,
	Operation as XdrOperation,
	type ScVal
} from '@stellar/stellar-sdk/xdr';
import { creditAsset } from './asset.ts';
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
			const called = HostFunction.hostFunctionTypeInvokeContract(
				new InvokeContractArgs({
					contractAddress: Address.fromString(contract).toScAddress(),
					functionName: fn,
					args: [...args]
				})
			);
			return hostOperation(called, auth);
		}
		case 'upload':
			return hostOperation(HostFunction.hostFunctionTypeUploadContractWasm(intent.wasm), []);
		case 'create':
			return createOperation(intent);
		case 'wrap-asset':
			return wrapOperation(intent);
		case 'restore':
			return new XdrOperation({
				sourceAccount: null,
				body: OperationBody.restoreFootprint(new RestoreFootprintOp({ ext: ExtensionPoint.v0() }))
			});
		case 'classic':
			return intent.operation;
	}
}

function createOperation(intent: Extract<Intent, { kind: 'create' }>): XdrOperation {
	const created = new CreateContractArgsV2({
		executable: ContractExecutable.contractExecutableWasm(intent.wasmHash),
		contractIdPreimage: ContractIdPreimage.contractIdPreimageFromAddress(
			new ContractIdPreimageFromAddress({
				address: Address.fromString(intent.deployer).toScAddress(),
				salt: intent.salt
			})
		),
		constructorArgs: [...intent.args]
	});
	const root = new SorobanAuthorizedInvocation({
		function:
			SorobanAuthorizedFunction.sorobanAuthorizedFunctionTypeCreateContractV2HostFn(created),
		subInvocations: (intent.under ?? []).map(authorised)
	});
	return hostOperation(HostFunction.hostFunctionTypeCreateContractV2(created), [bySource(root)]);
}

/** The contract of a classic asset, which anybody may create. */
function wrapOperation({ code, issuer }: Extract<Intent, { kind: 'wrap-asset' }>): XdrOperation {
	const created = new CreateContractArgs({
		contractIdPreimage: ContractIdPreimage.contractIdPreimageFromAsset(creditAsset(code, issuer)),
		executable: ContractExecutable.contractExecutableStellarAsset()
	});
	return hostOperation(HostFunction.hostFunctionTypeCreateContract(created), []);
}

const hostOperation = (
	hostFunction: HostFunction,
	auth: SorobanAuthorizationEntry[]
): XdrOperation =>
	new XdrOperation({
		sourceAccount: null,
		body: OperationBody.invokeHostFunction(new InvokeHostFunctionOp({ hostFunction, auth }))
	});

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
