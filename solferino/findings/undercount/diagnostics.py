"""Have the chains met? Split, rank-normalised R-hat and the effective number of draws (Vehtari and others 2021)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = NDArray[np.float64]


def r_hat(chains: Floats) -> float:
    """Return the larger of the R-hats of location and of spread over chains (chains, draws); 1 is perfect."""
    halves = _halves(chains)
    return max(_r_hat(_normal(halves)), _r_hat(_normal(np.abs(halves - np.median(halves)))))


def effective(chains: Floats) -> float:
    """Return the effective number of draws for the middle of the posterior."""
    return _effective(_normal(_halves(chains)))


def effective_tail(chains: Floats) -> float:
    """Return the smaller effective number of draws for the 5 % and the 95 % quantile."""
    halves = _halves(chains)
    return min(_effective((halves <= np.quantile(halves, q)).astype(np.float64)) for q in (0.05, 0.95))


def _halves(chains: Floats) -> Floats:
    half = chains.shape[1] // 2
    return np.concatenate((chains[:, :half], chains[:, -half:]))


def _normal(chains: Floats) -> Floats:
    """Return normal scores of the ranks of all draws."""
    ranks = rankdata(chains, axis=None).reshape(chains.shape)
    return np.asarray(ndtri((ranks - 0.375) / (chains.size + 0.25)))


def _r_hat(chains: Floats) -> float:
    n = chains.shape[1]
    within = chains.var(axis=1, ddof=1).mean()
    between = n * chains.mean(axis=1).var(ddof=1)
    return float(np.sqrt((n - 1) / n + between / within / n)) if within > 0 else 1.0


def _effective(chains: Floats) -> float:
    """Return the effective number of draws by Geyer's initial monotone sequence over all chains."""
    m, n = chains.shape
    covariance = np.array([_autocovariance(c) for c in chains])
    within = covariance[:, 0].mean() * n / (n - 1)
    if within <= 0:
        return float(m * n)
    total = within * (n - 1) / n + chains.mean(axis=1).var(ddof=1)
    rho = 1 - (within - covariance.mean(axis=0) * n / (n - 1)) / total
    pairs = rho[: n // 2 * 2].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    tau = -1 + 2 * np.minimum.accumulate(pairs[:stop]).sum()
    return float(m * n / max(tau, 1 / np.log10(m * n)))


def _autocovariance(draws: Floats) -> Floats:
    n = len(draws)
    spectrum = np.fft.rfft(draws - draws.mean(), 2 * n)
    return np.asarray(np.fft.irfft(spectrum * np.conj(spectrum))[:n] / n)
