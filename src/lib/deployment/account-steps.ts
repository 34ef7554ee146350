import { createAccountIntent, paymentIntent, trustIntent } from '#lib/chain/classic.ts';
import { accountKey, instanceKey, trustlineKey } from '#lib/chain/ledger-keys.ts';
import { readTrustline } from '#lib/chain/token-entries.ts';
import { readInstance } from '#lib/chain/contract-entries.ts';
import type { Token } from '#lib/networks.ts';
import { ok } from '#lib/result.ts';
import type { Addresses } from './addresses.ts';
import type { Parties } from './parties.ts';
import { ISSUED, type DeploymentPlan, type TokenName } from './plan.ts';
import { either, exists, type Step } from './step.ts';

/** The deployment's accounts, its test tokens, and enough of them on the deployer. */
export function accountSteps(
	plan: DeploymentPlan,
	addresses: Addresses,
	parties: Parties
): readonly Step[] {
	const account = (title: string, who: string, funds: bigint): Step => ({
		title,
		keys: [accountKey(who)],
		done: exists(accountKey(who)),
		by: 'funder',
		intent: createAccountIntent(who, funds)
	});
	return [
		account('create the deployer', parties.deployer, plan.deployerFunds),
		account('create the issuer', parties.issuer, plan.issuerFunds),
		...ISSUED.flatMap((name) => tokenSteps(plan, addresses, parties, name))
	];
}

function tokenSteps(
	plan: DeploymentPlan,
	addresses: Addresses,
	{ deployer, issuer }: Parties,
	name: TokenName
): readonly Step[] {
	const token: Token = addresses.tokens[name];
	const { code, contract } = token;
	const trustline = trustlineKey(deployer, code, issuer);
	return [
		{
			title: `create the contract of ${code}`,
			keys: [instanceKey(contract)],
			done: exists(instanceKey(contract)),
			by: 'deployer',
			intent: { kind: 'wrap-asset', code, issuer }
		},
		{
			title: `trust ${code}`,
			keys: [trustline],
			done: exists(trustline),
			by: 'deployer',
			intent: trustIntent(code, issuer)
		},
		{
			title: `issue ${code}`,
			keys: [trustline, instanceKey(addresses.contracts.pool)],
			done: either(
				// the pool is created only after this step, so where it stands the tokens were issued, and perhaps spent
				(entries) => {
					const pool = readInstance(entries, addresses.contracts.pool, 'pool');
					return pool.ok ? ok(pool.value !== undefined) : pool;
				},
				(entries) => {
					const held = readTrustline(entries, deployer, code, issuer);
					return held.ok ? ok((held.value ?? 0n) > 0n) : held;
				}
			),
			by: 'issuer',
			intent: paymentIntent(deployer, code, issuer, needed(plan, name))
		}
	];
}

/** Pool, pairs and the vault's seed, and as much again to trade with. */
function needed(plan: DeploymentPlan, name: TokenName): bigint {
	const lent = plan.reserves
		.filter(({ token }) => token === name)
		.reduce((sum, { supplied }) => sum + supplied, 0n);
	const paired = plan.pairs.reduce(
		(sum, pair) =>
			sum +
			(pair.token === name ? pair.tokenAmount : 0n) +
			(name === 'USDC' ? pair.usdcAmount : 0n),
		0n
	);
	const seed = name === 'USDC' ? plan.seed : 0n;
	return 2n * (lent + paired + seed);
}
