import { err, ok, type Result } from '#lib/result.ts';
import { OneAtATime } from './one-at-a-time.ts';
import type { SignRequest, Wallet, WalletError, WalletStatus } from './wallet.ts';
import { orAbort, within } from './within.ts';

/** The calls of `@stellar/freighter-api` that we make. What they answer is not trusted to have any shape. */
export interface FreighterApi {
	isConnected(): Promise<unknown>;
	isAllowed(): Promise<unknown>;
	getAddress(): Promise<unknown>;
	getNetworkDetails(): Promise<unknown>;
	requestAccess(): Promise<unknown>;
	signTransaction(
		xdr: string,
		options: { readonly networkPassphrase: string; readonly address: string }
	): Promise<unknown>;
}

export interface FreighterOptions {
	readonly load?: () => Promise<FreighterApi>;
	/** For calls that open no window. Several of them never answer when the extension is not there. */
	readonly timeoutMs?: number;
}

const TIMEOUT_MS = 3_000;
/** SEP-43: the person said no, or closed the window. Freighter also says it on the wrong network. */
const DECLINED = -4;

type Answer = Readonly<Record<string, unknown>>;
type Call = Result<Answer, WalletError>;

/**
 * Freighter through its own package, with what the package lacks: times within which it must answer, a way out of its windows, and
 * answers whose every field is looked at. An extension that was updated under an open page answers without fields and without error.
 */
export function freighterWallet({
	load = loadFreighter,
	timeoutMs = TIMEOUT_MS
}: FreighterOptions = {}): Wallet {
	const turns = new OneAtATime();
	const quiet = async (
		call: (api: FreighterApi) => Promise<unknown>,
		signal: AbortSignal
	): Promise<Call> => answerOf(await within(timeoutMs, async () => call(await load()), signal));
	const windowed = async (
		call: (api: FreighterApi) => Promise<unknown>,
		signal: AbortSignal
	): Promise<Call> => answerOf(await orAbort(async () => call(await load()), signal));

	const installed = async (signal: AbortSignal): Promise<Result<boolean, WalletError>> => {
		const answer = await quiet((api) => api.isConnected(), signal);
		return answer.ok ? field(answer.value, 'isConnected', isBoolean) : answer;
	};
	const addressNow = async (signal: AbortSignal): Promise<Result<string, WalletError>> => {
		const answer = await quiet((api) => api.getAddress(), signal);
		return answer.ok ? field(answer.value, 'address', isString) : answer;
	};
	const passphraseNow = async (signal: AbortSignal): Promise<Result<string, WalletError>> => {
		const answer = await quiet((api) => api.getNetworkDetails(), signal);
		return answer.ok ? field(answer.value, 'networkPassphrase', isName) : answer;
	};
	/** No address: locked, if this site may see one, and else not allowed to. */
	const withoutAddress = async (signal: AbortSignal): Promise<WalletError> => {
		const answer = await quiet((api) => api.isAllowed(), signal);
		if (!answer.ok) return answer.error;
		const allowed = field(answer.value, 'isAllowed', isBoolean);
		if (!allowed.ok) return allowed.error;
		return allowed.value
			? { kind: 'locked' }
			: { kind: 'failed', detail: 'this site is not allowed to see the account; connect again' };
	};
	/** The account and network at this moment are those of the request. */
	const asRequested = async (
		{ address, passphrase }: SignRequest,
		signal: AbortSignal
	): Promise<Result<null, WalletError>> => {
		const there = await installed(signal);
		if (!there.ok) return there;
		if (!there.value) return err({ kind: 'absent' });
		const own = await addressNow(signal);
		if (!own.ok) return own;
		if (own.value === '') return err(await withoutAddress(signal));
		const network = await passphraseNow(signal);
		if (!network.ok) return network;
		if (network.value !== passphrase) {
			return err({ kind: 'wrong-network', expected: passphrase, found: network.value });
		}
		return own.value === address
			? ok(null)
			: err({ kind: 'other-account', expected: address, found: own.value });
	};
	const signOnce = async (
		request: SignRequest,
		signal: AbortSignal
	): Promise<Result<string, WalletError>> => {
		const before = await asRequested(request, signal);
		if (!before.ok) return before;
		const { passphrase: networkPassphrase, address } = request;
		const answer = await windowed(
			(api) => api.signTransaction(request.xdr, { networkPassphrase, address }),
			signal
		);
		if (!answer.ok) {
			if (answer.error.kind !== 'declined') return answer;
			// a refusal for the wrong network or account looks like that of a person
			const after = await asRequested(request, signal);
			return !after.ok && isElsewhere(after.error) ? after : answer;
		}
		const signed = field(answer.value, 'signedTxXdr', isName);
		if (!signed.ok) return signed;
		const signer = field(answer.value, 'signerAddress', isName);
		if (!signer.ok) return signer;
		if (signer.value !== address) {
			return err({ kind: 'other-account', expected: address, found: signer.value });
		}
		const after = await asRequested(request, signal);
		return after.ok ? signed : after;
	};

	return {
		kind: 'freighter',
		async status(signal) {
			const there = await installed(signal);
			if (!there.ok) return there;
			if (!there.value) return ok({ kind: 'absent' });
			const own = await addressNow(signal);
			if (!own.ok) return own;
			if (own.value === '') return ok({ kind: 'disconnected' });
			const network = await passphraseNow(signal);
			if (!network.ok) return network;
			return ok<WalletStatus>({
				kind: 'connected',
				address: own.value,
				passphrase: network.value
			});
		},
		connect: (signal) =>
			turns.take(async () => {
				const there = await installed(signal);
				if (!there.ok) return there;
				if (!there.value) return err({ kind: 'absent' });
				const answer = await windowed((api) => api.requestAccess(), signal);
				return answer.ok ? field(answer.value, 'address', isAccount) : answer;
			}, signal),
		sign: (request, signal) => turns.take(() => signOnce(request, signal), signal)
	};
}

const isElsewhere = ({ kind }: WalletError): boolean =>
	kind === 'wrong-network' || kind === 'other-account' || kind === 'locked';

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isString = (value: unknown): value is string => typeof value === 'string';
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isAccount = (value: unknown): value is string =>
	typeof value === 'string' && /^G[A-Z2-7]{55}$/.test(value);

function field<T>(
	answer: Answer,
	name: string,
	is: (value: unknown) => value is T
): Result<T, WalletError> {
	const value = answer[name];
	return is(value) ? ok(value) : err({ kind: 'empty-answer' });
}

function answerOf(settled: Awaited<ReturnType<typeof within>>): Call {
	switch (settled.kind) {
		case 'timed-out':
			return err({ kind: 'timed-out' });
		case 'aborted':
			return err({ kind: 'cancelled' });
		case 'threw': // getNetworkDetails does, when the answer has no fields
			return err({ kind: 'empty-answer' });
		case 'value': {
			const { value } = settled;
			if (typeof value !== 'object' || value === null) return err({ kind: 'empty-answer' });
			const answer = value as Answer;
			return answer['error'] === undefined ? ok(answer) : err(errorOf(answer['error']));
		}
	}
}

function errorOf(raw: unknown): WalletError {
	if (typeof raw !== 'object' || raw === null) return { kind: 'failed', detail: String(raw) };
	const { code, message } = raw as { readonly code?: unknown; readonly message?: unknown };
	if (code === DECLINED) return { kind: 'declined' };
	return { kind: 'failed', detail: typeof message === 'string' ? message : `code ${String(code)}` };
}

/** A UMD bundle: its functions are on the module or on its default, whoever loads it. */
async function loadFreighter(): Promise<FreighterApi> {
	const module: unknown = await import('@stellar/freighter-api');
	for (const candidate of [module, (module as { readonly default?: unknown }).default]) {
		if (isApi(candidate)) return candidate;
	}
	throw new Error('expected the functions of @stellar/freighter-api');
}

const isApi = (candidate: unknown): candidate is FreighterApi =>
	typeof candidate === 'object' && candidate !== null && 'signTransaction' in candidate;
