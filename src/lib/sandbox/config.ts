/** Of our own, so that no signature made for a sandbox is valid on another network. */
export const SANDBOX_PASSPHRASE = 'Nectar Sandbox Network ; November 2026';

/** What stellar-rpc's servers accept in one POST (`getHealth` to `simulateTransaction` alike); one byte more is refused. */
export const MAX_BODY_BYTES = 512 * 1024;

/** Target close time of the public networks. */
export const DEFAULT_LEDGER_MS = 5_000;

/** How a network begins. Everything random in it follows from `seed`, everything temporal from `closeTime`. */
export interface SandboxConfig {
	readonly passphrase: string;
	/** 32 bytes in lower-case hex. */
	readonly seed: string;
	/** Close time of the genesis ledger in unix seconds. */
	readonly closeTime: number;
	/** Sequence of the genesis ledger. */
	readonly startLedger?: number;
	/** Time between two ledgers of auto mode, on the caller's clock. */
	readonly ledgerMs?: number;
	/** What one ledger adds to ledger time; as long as `ledgerMs` unless said otherwise. */
	readonly stepMs?: number;
	/** Ledgers close by the clock (`tick`); otherwise only by `sandbox_closeLedger` and `sandbox_warp`. */
	readonly auto: boolean;
	/** What `getNetwork` names; only a server has one. */
	readonly friendbotUrl?: string;
}

/** A seed as people type it: 64 hex digits, or a whole number that stands for itself. Undefined if it is neither. */
export function parseSeed(text: string): string | undefined {
	if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
	if (!/^\d{1,18}$/.test(text)) return undefined;
	return BigInt(text).toString(16).padStart(64, '0');
}
