import { Address, SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import {
	InvokeContractArgs,
	SorobanAuthorizationEntry,
	SorobanAuthorizedFunction,
	SorobanAuthorizedInvocation,
	SorobanResources,
	SorobanTransactionData,
	type ScVal
} from '@stellar/stellar-sdk/xdr';
import { expect, test } from 'vitest';
import { u32 } from '#lib/chain/scval.ts';
import type { Transport } from '#lib/chain/transport.ts';
import { err } from '#lib/result.ts';
import type { Tab } from './browser.ts';
import { calls, outcomeOf, rowsOf, visit } from './visit.ts';

interface Simulation {
	transactionData: string;
	minResourceFee: string;
	results: { auth: string[]; xdr: string }[];
}

type Call = InstanceType<typeof InvokeContractArgs>;

/** The simulation was of another call: its authorisation says so. */
const authorising = (turn: (call: Call) => Call) => (answer: Simulation) => {
	const [result] = answer.results;
	if (result === undefined) throw new Error('a fill returns something');
	result.auth = result.auth.map((entry) => {
		const { credentials, rootInvocation } = SorobanAuthorizationEntry.fromXdr(entry, 'base64');
		const { function: called, subInvocations } = rootInvocation;
		if (called.type !== 'sorobanAuthorizedFunctionTypeContractFn') throw new Error(called.type);
		return new SorobanAuthorizationEntry({
			credentials,
			rootInvocation: new SorobanAuthorizedInvocation({
				function: SorobanAuthorizedFunction.sorobanAuthorizedFunctionTypeContractFn(
					turn(called.contractFn)
				),
				subInvocations
			})
		}).toXdr('base64');
	});
};
const withArgs = (call: Call, args: ScVal[]): Call =>
	new InvokeContractArgs({
		contractAddress: call.contractAddress,
		functionName: call.functionName.toString(),
		args
	});

const TAMPERED: readonly (readonly [string, (answer: Simulation, registry: string) => void])[] = [
	[
		'another contract',
		(answer, registry) => {
			authorising(
				(call) =>
					new InvokeContractArgs({
						contractAddress: Address.fromString(registry).toScAddress(),
						functionName: call.functionName.toString(),
						args: [...call.args]
					})
			)(answer);
		}
	],
	[
		'another function',
		authorising(
			(call) =>
				new InvokeContractArgs({
					contractAddress: call.contractAddress,
					functionName: 'transfer',
					args: [...call.args]
				})
		)
	],
	['another argument', authorising((call) => withArgs(call, [...call.args.slice(0, -1), u32(1)]))],
	[
		'a larger tree of authorisations',
		(answer) => {
			const [result] = answer.results;
			result?.auth.push(...result.auth);
		}
	],
	[
		'a fee ten times too high',
		(answer) => {
			answer.minResourceFee = String(BigInt(answer.minResourceFee) * 10n);
		}
	],
	[
		'resources ten times too high, and paid for',
		(answer) => {
			inflate(answer);
		}
	]
];

function inflate(answer: Simulation): void {
	const data = SorobanTransactionData.fromXdr(answer.transactionData, 'base64');
	const { footprint, instructions, diskReadBytes, writeBytes } = data.resources;
	const resources = new SorobanResources({
		footprint,
		instructions: instructions * 10,
		diskReadBytes: diskReadBytes * 10,
		writeBytes: writeBytes * 10
	});
	const fee = BigInt(answer.minResourceFee) * 10n;
	const inflated = new SorobanTransactionData({ ext: data.ext, resources, resourceFee: fee });
	answer.transactionData = new SorobanDataBuilder(inflated).build().toXdr('base64');
	answer.minResourceFee = String(fee);
}

test.for(TAMPERED)('a fill that an endpoint answers with %s is not signed', async ([, tamper]) => {
	const { openTab, identity, until, world, transport, account, session } = await visit();
	const { registry } = identity.network;
	let tampered = 0;
	let sentSince = 0;
	const lying: Transport = {
		post: async (body, signal) => {
			if (calls(body, 'sendTransaction') && tampered > 0) sentSince += 1;
			const answer = await transport.post(body, signal);
			const isFill = calls(body, 'simulateTransaction') && outcomeOf(tab, 'create') === 'won';
			if (!isFill || !answer.ok) return answer;
			const reply = JSON.parse(answer.value) as { result: Simulation };
			if (!('transactionData' in reply.result))
				return err({ kind: 'unreachable', detail: 'no fill' });
			tamper(reply.result, registry);
			tampered += 1;
			return { ok: true, value: JSON.stringify(reply) };
		}
	};
	const tab: Tab = openTab(lying);
	await tab.service.start({ ...identity, mode: 'live' });
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	await world.crash(25);
	await until(() => outcomeOf(tab, 'create') === 'won', 10);
	const before = await account(session);
	await until(() => tampered >= 2);
	await until(() => told(tab).length > 0, 3);
	expect(told(tab)[0]).toMatch(/another authorisation|over the cap|does not pay a fee/);
	expect([sentSince, rowsOf(tab, 'fill').length]).toEqual([0, 0]);
	expect(await account(session)).toEqual(before);
	expect(tab.bugs).toEqual([]);
});

test('a later fill costs a tenth of the first: ten times its resources are not signed either', async () => {
	const { openTab, identity, until, world, transport } = await visit();
	let tampered = 0;
	const lying: Transport = {
		post: async (body, signal) => {
			const answer = await transport.post(body, signal);
			const isLater = calls(body, 'simulateTransaction') && rowsOf(tab, 'create').length > 1;
			if (!isLater || !answer.ok) return answer;
			const reply = JSON.parse(answer.value) as { result: Simulation };
			if (!('transactionData' in reply.result)) return answer;
			inflate(reply.result);
			tampered += 1;
			return { ok: true, value: JSON.stringify(reply) };
		}
	};
	const tab: Tab = openTab(lying);
	await tab.service.start({ ...identity, mode: 'live' });
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	await world.crash(25);
	await until(() => outcomeOf(tab, 'fill') === 'won');
	await world.crash(25);
	await until(() => tampered >= 2);
	await until(() => told(tab).length > 0, 3);
	expect(told(tab)[0]).toMatch(/instructions, at most/);
	expect(rowsOf(tab, 'fill')).toHaveLength(1);
});

/** What the log tells of fills that were not sent. */
const told = (tab: Tab): readonly string[] =>
	(tab.report?.log ?? []).flatMap(({ item }) => {
		if (item.kind !== 'outcome' || item.action.kind !== 'fill') return [];
		if (item.outcome.kind === 'not-signed') return [item.outcome.detail];
		return item.outcome.kind === 'rejected' ? [item.outcome.refusal.detail] : [item.outcome.kind];
	});
