import { Address, SorobanDataBuilder } from '@stellar/stellar-sdk';
import {
	InvokeContractArgs,
	ScVal,
	SorobanAuthorizationEntry,
	SorobanAuthorizedFunction,
	SorobanAuthorizedInvocation
} from '@stellar/stellar-sdk/xdr';

/*
 * What an RPC can change of a transaction that the page builds by itself: what a simulation proposes. The call itself it can
 * change only in the authorisation that it tells back.
 */

export type Lie = 'contract' | 'function' | 'argument' | 'auth tree' | 'fee' | 'resources';

export const LIES: readonly Lie[] = [
	'contract',
	'function',
	'argument',
	'auth tree',
	'fee',
	'resources'
];

/** How much too high. */
const FACTOR = 10;

type Answer = Record<string, unknown>;
type Root = ConstructorParameters<typeof SorobanAuthorizedInvocation>[0];

export function lied(result: Answer, lie: Lie): Answer {
	const { transactionData, minResourceFee } = result;
	if (typeof transactionData !== 'string') return result;
	const tenfoldFee = {
		minResourceFee: (BigInt(String(minResourceFee)) * BigInt(FACTOR)).toString()
	};
	switch (lie) {
		case 'fee':
			return { ...result, ...tenfoldFee };
		case 'resources':
			return { ...result, ...tenfoldFee, transactionData: inflated(transactionData) };
		case 'contract':
			return rewritten(result, (root) =>
				calling(root, { contractAddress: Address.fromString(ELSEWHERE).toScAddress() })
			);
		case 'function':
			return rewritten(result, (root) => calling(root, { functionName: 'transfer' }));
		case 'argument':
			return rewritten(result, (root) => {
				const { args } = callOf(root);
				return calling(root, { args: [...args.slice(0, -1), ScVal.scvU32(1)] });
			});
		case 'auth tree':
			return rewritten(result, (root) => {
				const more = new SorobanAuthorizedInvocation({ ...root, subInvocations: [] });
				return { ...root, subInvocations: [...root.subInvocations, more] };
			});
	}
}

/** Some contract that nobody asked for. */
const ELSEWHERE = 'CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD2KM';

function inflated(transactionData: string): string {
	const data = new SorobanDataBuilder(transactionData);
	const { instructions, diskReadBytes, writeBytes } = data.build().resources;
	data.setResources(instructions * FACTOR, diskReadBytes * FACTOR, writeBytes * FACTOR);
	return data.build().toXdr('base64');
}

/** Every authorisation that the simulation tells back, with another root. */
function rewritten(result: Answer, change: (root: Root) => Root): Answer {
	const results = (result['results'] as readonly { readonly auth?: readonly string[] }[]).map(
		(one) => ({
			...one,
			auth: one.auth?.map((xdr) => {
				const { credentials, rootInvocation } = SorobanAuthorizationEntry.fromXdr(xdr, 'base64');
				const { function: called, subInvocations } = rootInvocation;
				const root = change({ function: called, subInvocations: [...subInvocations] });
				return new SorobanAuthorizationEntry({
					credentials,
					rootInvocation: new SorobanAuthorizedInvocation(root)
				}).toXdr('base64');
			})
		})
	);
	return { ...result, results };
}

function callOf(root: Root): InvokeContractArgs {
	if (root.function.type !== 'sorobanAuthorizedFunctionTypeContractFn') {
		throw new Error(`expected the call of a contract; found ${root.function.type}`);
	}
	return root.function.contractFn;
}

type CallParts = ConstructorParameters<typeof InvokeContractArgs>[0];

function calling(root: Root, change: Partial<CallParts>): Root {
	const { contractAddress, functionName, args } = callOf(root);
	const call = {
		contractAddress,
		functionName: functionName.toString(),
		args: [...args],
		...change
	};
	return {
		...root,
		function: SorobanAuthorizedFunction.sorobanAuthorizedFunctionTypeContractFn(
			new InvokeContractArgs(call)
		)
	};
}
