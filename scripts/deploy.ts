// npm run deploy: brings a network to the state the one deployment description gives, and writes its entry of
// networks.json. What the chain already has is skipped, so that a failure is mended by running it again.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runSteps } from '#lib/deployment/run-steps.ts';
import { formatFixed } from '#lib/math/format-decimal.ts';
import { formatNetworks, parseNetworks, type Networks } from '#lib/networks.ts';
import { describeError } from '#lib/deployment/world/stage.ts';
import { CAPS, chainOf } from './deploy/chain.ts';
import { askFriendbot } from './deploy/friendbot.ts';
import { HELP, parseOptions, type DeployOptions } from './deploy/options.ts';
import { lookAhead, type Outlook } from './deploy/outlook.ts';
import { checkSeed } from './deploy/real-checks.ts';
import { confirmed, readSecret } from './deploy/secret.ts';
import { findTarget, kindOf, type Target } from './deploy/target.ts';
import { needsManifest, planWork, readManifest, type Work } from './deploy/work.ts';
import { writeAtomically } from './deploy/write-file.ts';

const xlm = (stroops: bigint): string => `${formatFixed(stroops, 7, 2)} XLM`;

async function main(options: DeployOptions, signal: AbortSignal): Promise<number> {
	const path = resolve(options.file);
	const file = parseNetworks(await readFile(path, 'utf8'));
	if (!file.ok) return refuse(file.error);
	const named = file.value.networks.find(({ name }) => name === options.network);
	if (named !== undefined && kindOf(named) === 'real' && options.manifest === undefined) {
		return refuse(needsManifest(named.name)); // before anything is asked of anybody
	}
	const target = await findTarget(options.network, file.value, signal);
	if (!target.ok) return refuse(target.error);
	const manifest = await readManifest(options.manifest, target.value, signal);
	if (!manifest.ok) return refuse(manifest.error);
	const secret = await readSecret();
	if (!secret.ok) return refuse(secret.error);
	const work = await planWork(target.value, manifest.value, secret.value);
	if (!work.ok) return refuse(work.error);
	const chain = chainOf(target.value);
	const { steps, signers } = work.value;
	const outlook = await lookAhead(steps, chain, signers, signal);
	if (!outlook.ok) return refuse(`the network cannot be read (${outlook.error.kind})`);
	announce(target.value, work.value, outlook.value);
	const lacking = await lacks(target.value, work.value, outlook.value, signal);
	if (lacking !== undefined) return refuse(lacking);
	if (outlook.value.outstanding.length > 0) {
		if (!options.yes && !(await confirmed('Go on?'))) return refuse('nothing was done');
		const done = await carryOut(target.value, work.value, outlook.value, signal);
		if (done !== undefined) return refuse(done);
	}
	await writeAtomically(path, formatNetworks(withEntry(file.value, target.value, work.value)));
	console.log(
		`\n${path} has the entry ${target.value.choice.name}. Build the site to publish it: npm run build`
	);
	return 0;
}

function announce(
	{ choice, url }: Target,
	{ what, besides, signers }: Work,
	outlook: Outlook
): void {
	const { balance, outstanding, total, fees } = outlook;
	console.log(`Network     ${choice.title}, ${url}`);
	console.log(`Passphrase  ${choice.passphrase}`);
	console.log(
		`Deployer    ${signers.deployer.address}, ${balance === undefined ? 'which does not exist yet' : `with ${xlm(balance)}`}`
	);
	console.log(`Deploys     ${what}`);
	console.log(`To do       ${outstanding.length} of ${total} transactions`);
	for (const { title, fee, simulated } of outstanding) {
		console.log(`  ${title.padEnd(44)} ${simulated ? '     ' : 'about'} ${xlm(fee).padStart(12)}`);
	}
	console.log(
		`Fees        at most about ${xlm(fees)}; a transaction that asks for more than ${xlm(CAPS.resourceFee + CAPS.bid)} is refused`
	);
	console.log(`Besides     ${besides}`);
}

/** What the deployer must have before anything is begun; Friendbot's part apart. */
async function lacks(
	{ kind, rpc, choice }: Target,
	{ manifest, signers }: Work,
	{ balance, fees, outstanding }: Outlook,
	signal: AbortSignal
): Promise<string | undefined> {
	if (outstanding.length === 0) return undefined;
	const { address } = signers.deployer;
	if (balance === undefined) {
		if (kind === 'sandbox' || choice.friendbot !== undefined) return undefined;
		return `${address} does not exist on this network: send it ${xlm(fees)} and run this again`;
	}
	if (kind === 'real' && balance < fees) {
		return `${address} has ${xlm(balance)}, and the fees may take ${xlm(fees)}: send it more and run this again`;
	}
	if (manifest === undefined) return undefined;
	const seed = await checkSeed(manifest, address, rpc, signal);
	return seed.ok ? undefined : seed.error;
}

/** Why it ended early; what was done by then stays done. */
async function carryOut(
	{ choice, kind, rpc, ...target }: Target,
	{ steps, signers }: Work,
	{ balance }: Outlook,
	signal: AbortSignal
): Promise<string | undefined> {
	if (balance === undefined && kind !== 'sandbox' && choice.friendbot !== undefined) {
		console.log(`Friendbot funds ${signers.deployer.address}`);
		const funded = await askFriendbot(choice.friendbot, rpc, signers.deployer.address, signal);
		if (!funded.ok) return funded.error;
	}
	let spent = 0n;
	const chain = chainOf({ choice, kind, rpc, ...target });
	const ran = await runSteps(
		steps,
		{
			chain,
			signers,
			progress: (title, state, { fee }) => {
				spent += fee;
				if (state === 'done') console.log(`done    ${title.padEnd(44)} ${xlm(fee).padStart(12)}`);
				else console.log(`there   ${title}`);
			}
		},
		signal
	);
	console.log(`Fees paid   ${xlm(spent)}`);
	if (ran.ok) return undefined;
	const { step, cause } = ran.error;
	return `“${step}” failed: ${describeError(cause)}. What is done stays done: run the same command again`;
}

/** The file with this network's entry in its place, or at the end. */
function withEntry(file: Networks, { choice }: Target, { network }: Work): Networks {
	const entry = { ...choice, deployed: network };
	const others = file.networks.some(({ name }) => name === choice.name);
	return {
		...file,
		networks: others
			? file.networks.map((one) => (one.name === choice.name ? entry : one))
			: [...file.networks, entry]
	};
}

function refuse(reason: string, code = 1): number {
	console.error(`deploy: ${reason}`);
	return code;
}

const options = parseOptions(process.argv.slice(2));
if (!options.ok) process.exitCode = refuse(`${options.error} (see --help)`, 2);
else if (options.value.help) console.log(HELP);
else {
	const stop = new AbortController();
	process.once('SIGINT', () => {
		stop.abort();
	});
	process.exitCode = await main(options.value, stop.signal).catch((cause: unknown) =>
		refuse(String(cause))
	);
}
