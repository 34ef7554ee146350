declare const unit: unique symbol;

/** A bigint that remembers what it counts. Arithmetic drops the brand on purpose. */
export type Amount<U extends string> = bigint & { readonly [unit]: U };

/** Vault shares, 7 decimals. */
export type Shares = Amount<'shares/1e7'>;
/** USDC, 7 decimals. */
export type Usdc = Amount<'usdc/1e7'>;
/** XLM, 7 decimals. */
export type Stroops = Amount<'xlm/1e7'>;
/** Smallest units of whichever asset the context names; its reserve or allowlist entry knows the decimals. */
export type Underlying = Amount<'underlying'>;
/** Supply shares of a Blend reserve, in the asset's decimals. */
export type BTokens = Amount<'bTokens'>;
/** Debt shares of a Blend reserve, in the asset's decimals. */
export type DTokens = Amount<'dTokens'>;
/** Underlying per bToken or dToken, 12 decimals. */
export type Rate12 = Amount<'rate/1e12'>;
/** A price in the oracle's base asset, in the oracle's decimals; positive. */
export type Price = Amount<'price'>;
/** A value in the oracle's base asset, in the oracle's decimals. */
export type OracleValue = Amount<'oracle value'>;
/** USDC per share, 12 decimals. */
export type SharePrice = Amount<'usdc per share/1e12'>;

export const shares = (raw: bigint): Shares => raw as Shares;
export const usdc = (raw: bigint): Usdc => raw as Usdc;
export const stroops = (raw: bigint): Stroops => raw as Stroops;
export const underlying = (raw: bigint): Underlying => raw as Underlying;
export const bTokens = (raw: bigint): BTokens => raw as BTokens;
export const dTokens = (raw: bigint): DTokens => raw as DTokens;
export const rate12 = (raw: bigint): Rate12 => raw as Rate12;
export const price = (raw: bigint): Price => raw as Price;
export const oracleValue = (raw: bigint): OracleValue => raw as OracleValue;
export const sharePrice = (raw: bigint): SharePrice => raw as SharePrice;
