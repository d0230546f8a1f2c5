"""Whether a motion is carried: pure arithmetic, printed so that anyone can check it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from meetings.models import Basis, Share

CARRIED, FAILED, NO_QUORUM = gettext_noop("carried"), gettext_noop("failed"), gettext_noop("no quorum")


@dataclass(frozen=True)
class Tally:
    """Votes of organizations; `present`, `eligible` and `quorum` count voting organizations at that moment.

    Of the members present, those who recused themselves are not counted; of the votes cast, neither they
    nor the abstentions.
    """

    yes: int
    no: int
    abstain: int
    recused: int
    present: int
    eligible: int
    quorum: int = 0
    basis: str = Basis.CAST
    share: str = Share.MAJORITY

    @property
    def base(self) -> int:
        """Of how many the share is taken."""
        return {
            Basis.CAST: self.yes + self.no,
            Basis.PRESENT: self.present - self.recused,
            Basis.ALL: self.eligible,
        }[Basis(self.basis)]

    @property
    def needed(self) -> int:
        """More than half is the next whole number above it; two thirds are rounded up."""
        return self.base // 2 + 1 if self.share == Share.MAJORITY else max(1, -(-2 * self.base // 3))

    @property
    def result(self) -> str:
        if self.present < self.quorum:
            return NO_QUORUM
        return CARRIED if self.yes >= self.needed else FAILED

    def sentences(self) -> list[str]:
        """The count, the arithmetic, and whether there was a quorum."""
        return [
            f"{counts(self.yes, self.no, self.abstain, self.recused)}.",
            self._arithmetic(),
            self._quorum(),
        ]

    def _arithmetic(self) -> str:
        share = Share(self.share).label
        left_out = _(", without the recused") if self.basis == Basis.PRESENT and self.recused else ""
        reached = (
            _("%(yes)s for is enough") % {"yes": self.yes}
            if self.yes >= self.needed
            else _("%(yes)s for is not enough") % {"yes": self.yes}
        )
        rule = _("%(share)s %(label)s (%(base)s%(left_out)s) is %(needed)s") % {
            "share": share,
            "label": Basis(self.basis).label,
            "base": self.base,
            "left_out": left_out,
            "needed": self.needed,
        }
        return f"{rule}: {reached}. {_(self.result).capitalize()}."

    def _quorum(self) -> str:
        there = _("%(present)s of %(eligible)s voting members present") % {
            "present": self.present,
            "eligible": self.eligible,
        }
        if not self.quorum:
            return f"{there}."
        said = _("Quorum present.") if self.present >= self.quorum else _("No quorum.")
        return _("%(there)s; quorum is %(quorum)s.") % {"there": there, "quorum": self.quorum} + f" {said}"


def counts(yes: int, no: int, abstain: int, recused: int) -> str:
    """`20 for, 0 against, 0 abstaining`, and the recused where there are any."""
    said = _("%(yes)s for, %(no)s against, %(abstain)s abstaining") % {
        "yes": yes,
        "no": no,
        "abstain": abstain,
    }
    return _("%(said)s, %(recused)s recused") % {"said": said, "recused": recused} if recused else said
