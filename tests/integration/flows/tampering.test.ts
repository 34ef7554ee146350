import { SorobanDataBuilder } from '@stellar/stellar-sdk';
import {
	Int128Parts,
	InvokeContractArgs,
	ScVal,
	SorobanAuthorizationEntry,
	SorobanAuthorizedFunction,
	SorobanAuthorizedInvocation
} from '@stellar/stellar-sdk/xdr';
import { Address, TransactionBuilder } from '@stellar/stellar-sdk';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatePair, pairSigner } from '#lib/chain/signer.ts';
import { assemble } from '#lib/flows/assemble.ts';
import { MAX_BID } from '#lib/flows/caps.ts';
import type { FlowRequest } from '#lib/flows/request.ts';
import { shares, stroops, usdc } from '#lib/math/amount.ts';
import type { Wallet } from '#lib/wallet/wallet.ts';
import { altered, landed, openVisit, whole, type Visitor } from './world.ts';

/** What a node answers to simulateTransaction, as far as it is tampered with. */
interface Simulated {
	transactionData: string;
	minResourceFee: string;
	results: { auth: string[]; xdr: string }[];
}

let visitor: Visitor;
let requests: Readonly<Record<string, FlowRequest>>;
beforeAll(async () => {
	visitor = await openVisit();
	landed(await visitor.perform({ kind: 'trustline' }));
	landed(await visitor.perform({ kind: 'faucet', amount: usdc(whole(1_000)) }));
	const pair = await generatePair();
	const session = pair && (await pairSigner(pair));
	const { closedAt } = await visitor.world.scene.stage.head();
	requests = {
		'the operator’s approval': {
			kind: 'register',
			name: 'ana',
			stake: usdc(whole(100)),
			grant: {
				session: session?.address ?? '',
				float: stroops(whole(10)),
				expiresAt: closedAt + 86_400,
				limits: { fillsPerHour: 20, maxUsdcPerFill: usdc(whole(500)), pools: [] }
			}
		},
		'the LP’s deposit': { kind: 'deposit', assets: usdc(whole(250)), minShares: shares(1n) }
	};
});

/** The node answers every simulation with this change. */
const node = (change: (result: Simulated) => void) =>
	altered(visitor.world.sandbox.transport, (_request, answer) => {
		const json = JSON.parse(answer) as unknown;
		for (const item of Array.isArray(json) ? (json as unknown[]) : [json]) {
			const { result } = item as { result?: Partial<Simulated> };
			if (result?.transactionData !== undefined) change(result as Simulated);
		}
		return JSON.stringify(json);
	});

type Call = ConstructorParameters<typeof InvokeContractArgs>[0];
type Node = ConstructorParameters<typeof SorobanAuthorizedInvocation>[0];

/** The authorisation tree of a simulation with its root rewritten. */
function rewriteAuth(result: Simulated, call: (args: Call) => Call, tree: (node: Node) => Node) {
	for (const one of result.results) {
		one.auth = one.auth.map((xdr) => {
			const { credentials, rootInvocation: root } = SorobanAuthorizationEntry.fromXdr(
				xdr,
				'base64'
			);
			if (root.function.type !== 'sorobanAuthorizedFunctionTypeContractFn') return xdr;
			const { contractAddress, functionName, args } = root.function.contractFn;
			const changed = call({ contractAddress, functionName: functionName.toString(), args });
			const rootInvocation = new SorobanAuthorizedInvocation(
				tree({
					function: SorobanAuthorizedFunction.sorobanAuthorizedFunctionTypeContractFn(
						new InvokeContractArgs(changed)
					),
					subInvocations: root.subInvocations
				})
			);
			return new SorobanAuthorizationEntry({ credentials, rootInvocation }).toXdr('base64');
		});
	}
}

const same = <T>(value: T): T => value;
const lavish = ScVal.scvI128(new Int128Parts({ hi: 0n, lo: 10n ** 15n }));
const isI128 = ({ type }: ScVal) => type === 'scvI128';

function scaleResources(result: Simulated, factor: number) {
	const data = new SorobanDataBuilder(result.transactionData);
	const { instructions, diskReadBytes, writeBytes } = data.build().resources;
	result.transactionData = data
		.setResources(instructions * factor, diskReadBytes * factor, writeBytes * factor)
		.build()
		.toXdr('base64');
}

const TAMPERING: readonly (readonly [string, (result: Simulated) => void])[] = [
	[
		'a changed contract',
		(result) => {
			const elsewhere = visitor.ports.network.registry;
			const vault = visitor.ports.network.vault;
			const swap = (call: Call): Call => {
				const now = Address.fromScAddress(call.contractAddress).toString();
				const other = now === vault ? elsewhere : vault;
				return { ...call, contractAddress: Address.fromString(other).toScAddress() };
			};
			rewriteAuth(result, swap, same);
		}
	],
	[
		'a changed function',
		(result) => {
			rewriteAuth(result, (call) => ({ ...call, functionName: 'redeem' }), same);
		}
	],
	[
		'a changed argument',
		(result) => {
			rewriteAuth(
				result,
				(call) => ({ ...call, args: call.args.map((arg) => (isI128(arg) ? lavish : arg)) }),
				same
			);
		}
	],
	[
		'a call more in the auth tree',
		(result) => {
			rewriteAuth(result, same, (tree) => ({
				...tree,
				subInvocations: [...tree.subInvocations, ...tree.subInvocations]
			}));
		}
	],
	[
		'a call fewer in the auth tree',
		(result) => {
			rewriteAuth(result, same, (tree) => ({ ...tree, subInvocations: [] }));
		}
	],
	[
		'a second authorisation',
		(result) => {
			for (const one of result.results) one.auth = [...one.auth, ...one.auth];
		}
	],
	[
		'a fee ten times too high',
		(result) => {
			result.minResourceFee = `${result.minResourceFee}0`;
		}
	],
	[
		'resources ten times too high',
		(result) => {
			scaleResources(result, 10);
		}
	],
	[
		'resources and their fee ten times too high',
		(result) => {
			scaleResources(result, 10);
			result.minResourceFee = `${result.minResourceFee}0`;
		}
	]
];

describe.each(['the operator’s approval', 'the LP’s deposit'])('%s over a lying node', (name) => {
	test.each(TAMPERING)('with %s is caught before anything is signed', async (_, change) => {
		const request = requests[name];
		if (request === undefined) throw new Error(name);
		const asked = visitor.asked.length;
		const stages = await visitor.perform(request, { rpc: node(change) });
		expect(stages.map(({ kind }) => kind)).toEqual(['assembling', 'failed']);
		expect(stages.at(-1)).toMatchObject({
			at: 'assemble',
			sentence: expect.stringContaining('not what you asked for') as string,
			next: expect.stringContaining(
				'Nothing was signed. Choose another node in Settings, then try again.'
			) as string
		});
		expect(visitor.asked).toHaveLength(asked);
	});

	test('with fee statistics of a mad network bids no more than the bound', async () => {
		const request = requests[name];
		if (request === undefined) throw new Error(name);
		const rpc = altered(visitor.world.sandbox.transport, (_request, answer) =>
			answer.replaceAll(/"p9[59]":"\d+"/g, (found) => `${found.slice(0, 6)}"999999999999"`)
		);
		const stages = await visitor.perform(request, { rpc, wallet: declining() });
		const review = stages.find(({ kind }) => kind === 'review');
		if (review?.kind !== 'review') throw new Error('expected a review');
		const honest = await assemble(request, visitor.ports, visitor.world.scene.stage.signal);
		if (!honest.ok) throw new Error(honest.error.kind);
		const more = review.preview.maxFee - honest.value.preview.maxFee;
		expect(more).toBeGreaterThan(0n);
		expect(more).toBeLessThanOrEqual(MAX_BID);
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'sign' });
	});
});

const declining = (): Wallet => ({
	...visitor.ports.wallet,
	sign: () => Promise.resolve({ ok: false, error: { kind: 'declined' } })
});

describe('a wallet that does not sign what it was given', () => {
	const forging = (forge: (xdr: string) => Promise<string>): Wallet => ({
		...visitor.ports.wallet,
		async sign(request, signal) {
			const xdr = await forge(request.xdr);
			return visitor.ports.wallet.sign({ ...request, xdr }, signal);
		}
	});
	const deposit = () => {
		const request = requests['the LP’s deposit'];
		if (request === undefined) throw new Error('deposit');
		return request;
	};

	test('but one with another fee: nothing is sent', async () => {
		const wallet = forging((xdr) => {
			const transaction = TransactionBuilder.fromXdr(xdr, visitor.ports.network.passphrase);
			if ('innerTransaction' in transaction) throw new Error('expected a plain transaction');
			const other = TransactionBuilder.cloneFrom(transaction, { fee: '90000000' }).build();
			return Promise.resolve(other.toXdr());
		});
		const stages = await visitor.perform(deposit(), { wallet });
		expect(stages.at(-1)).toMatchObject({
			kind: 'failed',
			at: 'sign',
			sentence: expect.stringContaining('did not sign what it was given') as string
		});
		expect(await visitor.records.all()).toEqual([]);
	});

	test('or gives it back without a signature: nothing is sent', async () => {
		const wallet: Wallet = {
			...visitor.ports.wallet,
			sign: ({ xdr }) => Promise.resolve({ ok: true, value: xdr })
		};
		const stages = await visitor.perform(deposit(), { wallet });
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'sign' });
		expect(stages.map(({ kind }) => kind)).not.toContain('sending');
	});

	test('or answers with no envelope at all: nothing is sent', async () => {
		const wallet: Wallet = {
			...visitor.ports.wallet,
			sign: () => Promise.resolve({ ok: true, value: 'AAAA' })
		};
		const stages = await visitor.perform(deposit(), { wallet });
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'sign' });
		expect(await visitor.records.all()).toEqual([]);
	});
});

test('over an honest node both are signed and applied', async () => {
	for (const request of Object.values(requests)) landed(await visitor.perform(request));
});
