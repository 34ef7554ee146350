import {
	backPoolIntent,
	deployPoolIntent,
	initCometIntent,
	joinCometIntent
} from '#lib/chain/blend-stack-calls.ts';
import { paymentIntent, trustIntent } from '#lib/chain/classic.ts';
import { readOptional } from '#lib/chain/contract-entries.ts';
import { sha256 } from '#lib/chain/hash.ts';
import {
	codeKey,
	instanceKey,
	persistentKey,
	trustlineKey,
	type LedgerKey
} from '#lib/chain/ledger-keys.ts';
import type { Intent } from '#lib/chain/operation.ts';
import { queueReserveIntent, setReserveIntent } from '#lib/chain/pool-admin-calls.ts';
import { reserveConfigKey } from '#lib/chain/pool-entries.ts';
import { address, bytes, struct, variant, vec } from '#lib/chain/scval.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import { ok } from '#lib/result.ts';
import * as v from 'valibot';
import type { Addresses } from './addresses.ts';
import { salt } from './salt.ts';
import type { Parties } from './parties.ts';
import { BLND_CODE, type BlendAddresses } from './blend-addresses.ts';
import type { DeploymentPlan } from './plan.ts';
import { exists, type Party, type Step } from './step.ts';

/** Blend v2's own wasm, unmodified. It is not ours: whoever deploys it brings it along. */
export const BLEND_WASM_NAMES = ['comet', 'backstop', 'pool_factory', 'pool'] as const;
export type BlendWasmName = (typeof BLEND_WASM_NAMES)[number];
export type BlendFiles = Readonly<Record<BlendWasmName, Uint8Array>>;

const whole = (units: number): bigint => BigInt(units) * SCALE_7;
/** What Comet begins with: four fifths of its value in BLND, a fifth in USDC; and the LP that gives. */
const FIRST = { blnd: whole(1_000), usdc: whole(25), lp: whole(100) };
const WEIGHTS = { blnd: 8_000_000n, usdc: 2_000_000n };
const COMET_FEE = 30_000n;
/** LP bought next, and what that may cost. */
const JOINED = whole(90_000);
const LIMITS = { blnd: whole(1_000_000), usdc: whole(25_000) };
/** A pool opens from 20,920 LP on. */
const BACKED = whole(50_000);
const BLND_ISSUED = whole(2_000_000);
const MIN_COLLATERAL = 0n;

/** Everything between the oracle and a real pool with reserves, in set-up and backed well enough to be opened. */
export function blendSteps(
	plan: DeploymentPlan,
	addresses: Addresses,
	blend: BlendAddresses,
	parties: Parties,
	context: { readonly files: BlendFiles; readonly ledger: number }
): readonly Step[] {
	return [
		...BLEND_WASM_NAMES.map((name): Step => {
			const wasm = context.files[name];
			return step(`upload Blend’s ${name}`, codeKey(sha256(wasm)), { kind: 'upload', wasm });
		}),
		...blndSteps(blend, parties),
		...cometSteps(addresses, blend, parties, context),
		...backstopSteps(plan, addresses, blend, parties, context.files),
		...reserveSteps(plan, addresses, blend)
	];
}

const step = (title: string, key: LedgerKey, intent: Intent, by: Party = 'deployer'): Step => ({
	title,
	keys: [key],
	done: exists(key),
	by,
	intent
});

const create = (
	{ deployer }: Parties,
	name: string,
	at: string,
	wasm: Uint8Array,
	args: Extract<Intent, { kind: 'create' }>['args']
): Step =>
	step(`create Blend’s ${name}`, instanceKey(at), {
		kind: 'create',
		deployer,
		salt: salt(name),
		wasmHash: sha256(wasm),
		args
	});

function blndSteps(
	{ blnd, comet }: BlendAddresses,
	{ deployer, issuer }: Parties
): readonly Step[] {
	const issued = paymentIntent(deployer, BLND_CODE, issuer, BLND_ISSUED);
	return [
		step('create the contract of BLND', instanceKey(blnd), {
			kind: 'wrap-asset',
			code: BLND_CODE,
			issuer
		}),
		step('trust BLND', trustlineKey(deployer, BLND_CODE, issuer), trustIntent(BLND_CODE, issuer)),
		// Comet is created only after this step: where it stands, BLND was issued
		step('issue BLND', instanceKey(comet), issued, 'issuer')
	];
}

function cometSteps(
	{ tokens }: Addresses,
	{ blnd, comet }: BlendAddresses,
	parties: Parties,
	{ files, ledger }: { readonly files: BlendFiles; readonly ledger: number }
): readonly Step[] {
	const { deployer } = parties;
	const usdc = tokens.USDC.contract;
	const first = [
		{ token: blnd, amount: FIRST.blnd, weight: WEIGHTS.blnd },
		{ token: usdc, amount: FIRST.usdc, weight: WEIGHTS.usdc }
	];
	const limits = [
		{ token: blnd, amount: LIMITS.blnd },
		{ token: usdc, amount: LIMITS.usdc }
	];
	const held = persistentKey(comet, variant('Balance', address(deployer)));
	return [
		create(parties, 'comet', comet, files.comet, []),
		step('open Comet', held, initCometIntent(comet, deployer, first, COMET_FEE)),
		{
			...step('join Comet', held, joinCometIntent(comet, deployer, JOINED, limits, ledger)),
			done: (entries) => {
				const lp = readOptional(entries, held, v.bigint(), 'Comet’s LP');
				return lp.ok ? ok((lp.value ?? 0n) > FIRST.lp) : lp;
			}
		}
	];
}

function backstopSteps(
	plan: DeploymentPlan,
	{ tokens, contracts }: Addresses,
	{ blnd, comet, backstop, factory, pool }: BlendAddresses,
	parties: Parties,
	files: BlendFiles
): readonly Step[] {
	const { deployer, issuer } = parties;
	return [
		create(parties, 'backstop', backstop, files.backstop, [
			address(comet),
			address(issuer), // any address serves as emitter as long as nothing is emitted
			address(blnd),
			address(tokens.USDC.contract),
			address(factory),
			vec([])
		]),
		create(parties, 'pool factory', factory, files.pool_factory, [
			struct({
				backstop: address(backstop),
				blnd_id: address(blnd),
				pool_hash: bytes(sha256(files.pool))
			})
		]),
		step(
			'have the factory create the pool',
			instanceKey(pool),
			deployPoolIntent(factory, {
				at: pool,
				admin: deployer,
				name: plan.poolName,
				salt: salt('pool'),
				oracle: contracts.oracle,
				bstopRate: plan.bstopRate,
				maxPositions: plan.maxPositions,
				minCollateral: MIN_COLLATERAL,
				backstop,
				blnd
			})
		),
		step(
			'back the pool',
			persistentKey(backstop, variant('PoolBalance', address(pool))),
			backPoolIntent(backstop, deployer, pool, { token: comet, amount: BACKED })
		)
	];
}

/** A pool in set-up takes reserves at once; later each would wait for a week. */
const reserveSteps = (
	plan: DeploymentPlan,
	{ tokens }: Addresses,
	{ pool }: BlendAddresses
): readonly Step[] =>
	plan.reserves.flatMap(({ token, config }) => {
		const asset = tokens[token].contract;
		const key = reserveConfigKey(pool, asset);
		return [
			step(`name the reserve of ${token}`, key, queueReserveIntent(pool, asset, config)),
			step(`open the reserve of ${token}`, key, setReserveIntent(pool, asset))
		];
	});
