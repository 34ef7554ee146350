import { formatFixed } from '#lib/math/format-decimal.ts';
import type { OriginVerdict } from './origin-policy.ts';
import type { OriginAdvice } from './origin-advice.ts';

/** A fact that is not there yet, or was asked for in vain. */
export type Asked<T> =
	| { readonly kind: 'asking' }
	| { readonly kind: 'known'; readonly value: T }
	| { readonly kind: 'unavailable'; readonly reason: string };

/** What a tab must have before its operator can approve a key. Each part on its own. */
export interface Surroundings {
	readonly origin: Asked<OriginVerdict>;
	/** Of a refusal. */
	readonly advice: OriginAdvice | undefined;
	/** WebCrypto makes Ed25519 keys that cannot be exported. */
	readonly ed25519: Asked<boolean>;
	/** Reading and writing this browser's database; a reason if it failed. */
	readonly storage: Asked<string | undefined>;
	readonly wallet: WalletFact;
	/** “Freighter”, “the demo wallet”. */
	readonly walletName: string;
	readonly networkTitle: string;
	readonly protocol: Asked<number>;
	/** Stroops above the reserve; `undefined` = the account does not exist. */
	readonly xlm: Asked<bigint | undefined>;
	/** `undefined` = no trustline. */
	readonly usdc: Asked<bigint | undefined>;
	/** No other tab runs this operator's keeper. */
	readonly leads: Asked<boolean>;
	/** Seconds by which this computer's clock is ahead of the network; `own` = the network keeps a time of its own. */
	readonly clock: Asked<number | 'own'>;
	/** What the approval takes: stake in USDC, float and highest fee in stroops. */
	readonly needs: { readonly stake: bigint; readonly float: bigint; readonly fee: bigint };
	/** A faucet or Friendbot can help. */
	readonly test: boolean;
}

export type WalletFact =
	| { readonly kind: 'asking' | 'absent' | 'disconnected' }
	| { readonly kind: 'connected'; readonly address: string; readonly rightNetwork: boolean };

/** What a button beside a missing fact does. */
export type FixKind =
	'open-own-origin' | 'install-wallet' | 'connect' | 'fund' | 'get-usdc' | 'ask-again';

export interface Precondition {
	readonly id: string;
	readonly state: 'ok' | 'bad' | 'wait';
	readonly what: string;
	readonly detail: string;
	readonly fix: FixKind | undefined;
}

/** CAP-73: a transfer of XLM creates the account. */
const PROTOCOL_LEAST = 26;
/** Seconds of difference that change nothing a reader sees. */
const CLOCK_MOST = 60;

/** In an order that never changes, so that the list does not jump while it is filled in. */
export function preconditions(s: Surroundings): readonly Precondition[] {
	return [
		origin(s),
		asked(s.ed25519, 'ed25519', 'Browser can make Ed25519 keys', (can) =>
			can
				? fine('WebCrypto, not extractable')
				: wrong('This browser cannot. Use Chrome 137, Firefox 129 or Safari 17, or newer.')
		),
		asked(s.storage, 'storage', 'Storage works', (reason) =>
			reason === undefined
				? fine('written and read back')
				: wrong(`${reason}. Leave private browsing, or allow this site to store data.`)
		),
		wallet(s),
		asked(s.protocol, 'protocol', 'Protocol 26 or later', (running) =>
			running >= PROTOCOL_LEAST
				? fine(`running ${running}`)
				: wrong(
						`Running ${running}: an approval cannot create the key’s account. Choose another network.`
					)
		),
		xlm(s),
		usdc(s),
		asked(s.leads, 'leads', 'This tab leads', (leads) =>
			leads
				? fine('no other keeper tab is open')
				: wrong('Another tab of this browser runs this keeper. Go on there, or close it.')
		),
		asked(s.clock, 'clock', 'Clock', clock)
	];
}

type Verdict = Pick<Precondition, 'state' | 'detail' | 'fix'>;
const fine = (detail: string): Verdict => ({ state: 'ok', detail, fix: undefined });
const wrong = (detail: string, fix?: FixKind): Verdict => ({ state: 'bad', detail, fix });
const waiting = (detail: string): Verdict => ({ state: 'wait', detail, fix: undefined });

/** Unknown is neither: what could not be read keeps the button closed, and says so. */
function asked<T>(
	fact: Asked<T>,
	id: string,
	what: string,
	judge: (value: T) => Verdict
): Precondition {
	switch (fact.kind) {
		case 'asking':
			return { id, what, ...waiting('looking') };
		case 'unavailable':
			return { id, what, ...wrong(`${fact.reason.replace(/\.$/, '')}.`, 'ask-again') };
		case 'known':
			return { id, what, ...judge(fact.value) };
	}
}

function origin({ origin: fact, advice }: Surroundings): Precondition {
	return asked(fact, 'origin', 'This mirror may hold a key', (verdict) =>
		verdict.kind === 'keys'
			? fine('own origin, secure, not in a frame')
			: wrong(
					advice === undefined ? 'It may not.' : `${advice.what} ${advice.next}`,
					advice?.link === undefined ? undefined : 'open-own-origin'
				)
	);
}

function wallet({ wallet: fact, walletName, networkTitle }: Surroundings): Precondition {
	const base = { id: 'wallet', what: `${walletName} on ${networkTitle}` };
	switch (fact.kind) {
		case 'asking':
			return { ...base, ...waiting('looking') };
		case 'absent':
			return {
				...base,
				...wrong(
					'No Freighter in this browser. Install it, then reload this page.',
					'install-wallet'
				)
			};
		case 'disconnected':
			return { ...base, ...wrong('Not connected to this page.', 'connect') };
		case 'connected':
			return {
				...base,
				...(fact.rightNetwork
					? fine(`${fact.address.slice(0, 4)}…${fact.address.slice(-4)}`)
					: wrong(`It is on another network. Choose ${networkTitle} in its settings.`, 'ask-again'))
			};
	}
}

const CONNECT_FIRST = 'known once the wallet is connected';

function xlm({ xlm: fact, wallet: owner, needs, test }: Surroundings): Precondition {
	const [id, what] = ['xlm', 'XLM for float, reserve and fee'];
	if (owner.kind !== 'connected') return { id, what, ...waiting(CONNECT_FIRST) };
	const need = needs.float + needs.fee;
	const fix = test ? 'fund' : undefined;
	return asked(fact, id, what, (spendable) => {
		if (spendable === undefined) {
			return wrong(
				`Your account does not exist yet. It needs ${xlmText(need)} above its reserve.`,
				fix
			);
		}
		const numbers = `${xlmText(spendable)} free, needs ${xlmText(need)}`;
		return spendable >= need
			? fine(numbers)
			: wrong(`${xlmText(need - spendable)} missing: ${numbers}.`, fix);
	});
}

function usdc({ usdc: fact, wallet: owner, needs, test }: Surroundings): Precondition {
	const [id, what] = ['usdc', 'USDC for the stake'];
	if (needs.stake === 0n) return { id, what, ...fine('none needed: nothing is staked') };
	if (owner.kind !== 'connected') return { id, what, ...waiting(CONNECT_FIRST) };
	const fix = test ? 'get-usdc' : undefined;
	return asked(fact, id, what, (have) => {
		if (have === undefined)
			return wrong('Your account cannot hold USDC yet. Stake 0, or add it.', fix);
		const numbers = `${money(have)}, needs ${money(needs.stake)}`;
		return have >= needs.stake
			? fine(numbers)
			: wrong(`${money(needs.stake - have)} missing: ${numbers}. Stake less, or add some.`, fix);
	});
}

function clock(skew: number | 'own'): Verdict {
	if (skew === 'own') return fine('this network keeps its own time');
	const off = Math.abs(skew);
	return off <= CLOCK_MOST
		? fine(`${off}\u00a0s off network time`)
		: wrong(
				`${off}\u00a0s ${skew > 0 ? 'ahead of' : 'behind'} the network. Let your computer set its clock; expiry is shown wrong until then.`,
				'ask-again'
			);
}

const money = (raw: bigint): string => grouped(formatFixed(raw, 7, 2));
const xlmText = (raw: bigint): string => `${grouped(formatFixed(raw, 7, 2))}\u00a0XLM`;
const grouped = (decimal: string): string =>
	new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format(
		decimal as Intl.StringNumericLiteral
	);
