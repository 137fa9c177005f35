"""What training lessens. Logits and targets have the shape (groups, candidates), as groups.py tells."""

import torch
from torch import Tensor
from torch.nn import functional

_RIGHT_WEIGHT = 3.0  # for a right candidate is read beside seven others
_LABEL_SHARE = 0.4  # beside a teacher's judgement
_LOGIT_WEIGHT = 0.05
_NEVER = -1e4  # a logit far below any, and finite


def labelled_loss(answers: Tensor, is_read: Tensor, is_right: Tensor) -> Tensor:
    """Whether each candidate answers (logistic), and which of a group that has a right one (softmax)."""
    right = (is_right & is_read).float()
    absolute = functional.binary_cross_entropy_with_logits(
        answers[is_read], right[is_read], pos_weight=torch.tensor(_RIGHT_WEIGHT, device=answers.device)
    )
    relative = -(_log_shares(answers, is_read) * right).sum() / right.sum().clamp(min=1)
    return absolute + relative


def taught_loss(answers: Tensor, is_read: Tensor, is_right: Tensor, *, is_labelled: Tensor, taught: Tensor) -> Tensor:
    """The same two against what teachers say, mixed with the labels where there are any, and the teachers' logits.

    ``is_labelled`` has the shape (groups,). A group without a right candidate has no shares but the teachers'.
    """
    right = (is_right & is_read).float()
    label_share = _LABEL_SHARE * is_labelled.float()[:, None]
    target = (1 - label_share) * torch.sigmoid(taught) + label_share * right
    absolute = functional.binary_cross_entropy_with_logits(answers[is_read], target[is_read])
    label_share = _LABEL_SHARE * right.amax(1, keepdim=True)
    shares = (1 - label_share) * _log_shares(taught, is_read).exp() + label_share * right
    relative = -(_log_shares(answers, is_read) * shares).sum(1).mean()
    return absolute + relative + _LOGIT_WEIGHT * functional.mse_loss(answers[is_read], taught[is_read])


def _log_shares(logits: Tensor, is_read: Tensor) -> Tensor:
    return torch.log_softmax(logits.masked_fill(~is_read, _NEVER), 1)


def clause_loss(tells: Tensor, clauses: Tensor, telling: Tensor) -> Tensor:
    """Which of the clauses of right candidates tell the answer (softmax), where there are several and some do.

    ``tells``: logits of tokens, shape (candidates, tokens); ``clauses``: the number of each token's clause, -1 for
    none; ``telling``: which clauses do, shape (candidates, clauses).
    """
    most = telling.shape[1]
    scores = tells.new_full((len(tells), most + 1), _NEVER)
    scores = scores.scatter_reduce(1, torch.where(clauses < 0, most, clauses), tells, "amax")[:, :most]
    losses = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~telling, _NEVER), 1)
    counts = telling.any(1) & ((scores > _NEVER).sum(1) > 1)
    return (losses * counts).sum() / counts.sum().clamp(min=1)
