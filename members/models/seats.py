"""Who is at the table: sectors, places, organizations, people, and who acts for whom."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from members.enums import Channel, OrganizationKind, OrganizationStatus, RepresentationRole


class Sector(models.Model):
    """A part of society that has seats. `protected` alone decides who must never be exposed."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    protected = models.BooleanField(default=False)
    minimum_seats = models.PositiveSmallIntegerField(_("seats wanted at least"), default=1)
    minimum_per_region = models.PositiveSmallIntegerField(_("in each region at least"), default=1)
    in_every_county = models.BooleanField(_("wanted in every county"), default=False)
    with_every_tribe = models.BooleanField(_("wanted with every Tribe"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """Counties that are looked at together; the coordinator draws them."""

    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class County(models.Model):
    fips = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=60, unique=True)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="counties"
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "counties"

    def __str__(self) -> str:
        return self.name


class Tribe(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    counties = models.ManyToManyField(County, related_name="tribes", blank=True)

    class Meta:
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.name


class OrganizationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=OrganizationStatus.ACTIVE)

    def voting(self):
        return self.active().filter(voting=True)


class Organization(models.Model):
    """A seat in the consortium. For a protected seat `name` is its label, never a person's name."""

    kind = models.CharField(max_length=12, choices=OrganizationKind.choices, default=OrganizationKind.AGENCY)
    name = models.CharField(max_length=200)
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    status = models.CharField(
        max_length=10, choices=OrganizationStatus.choices, default=OrganizationStatus.ACTIVE
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    voting = models.BooleanField(default=True)
    statewide = models.BooleanField(default=False)
    counties = models.ManyToManyField(County, blank=True, related_name="organizations")
    tribes = models.ManyToManyField(Tribe, blank=True, related_name="organizations")
    website = models.URLField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True, help_text=_("The office's address, not a person's."))
    mou_signed_on = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True, help_text="For the coordinator alone.")

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"]),
            models.Index(fields=["status", "name"]),
            models.Index(fields=["sector", "status", "name"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since")),
                name="organization_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


def new_handle() -> str:
    """An opaque name for a person's URLs, which says nothing about her."""
    return get_random_string(12, "abcdefghjkmnpqrstuvwxyz23456789")


class PersonManager(BaseUserManager):
    def create_user(self, name: str, email: str = "", **fields):
        """Add a person; without a password, as nearly everyone is."""
        person = self.model(name=name, email=email.strip().lower(), **fields)
        person.set_unusable_password()
        person.save()
        return person

    def get_by_natural_key(self, handle):
        return self.get(handle=handle)

    def note_protected(self, people) -> None:
        """Let each of these people know whether she is protected, with one query for all."""
        ids = [person.pk for person in people]
        seats = Representation.objects.filter(person__in=ids, organization__sector__protected=True)
        protected = set(seats.values_list("person_id", flat=True))
        for person in people:
            person.__dict__["protected"] = person.pk in protected


class Person(AbstractBaseUser, PermissionsMixin):
    """A human; also the account. `name` is shown as `visibility` allows, and nowhere else."""

    handle = models.CharField(max_length=12, unique=True, default=new_handle, editable=False)
    name = models.CharField(max_length=150)
    display_name = models.CharField(max_length=150, blank=True, help_text=_("How others see you."))
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    mailing_address = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("Only for letters; one line. An assigned (Safe at Home) address is welcome."),
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True, help_text="Where mail goes when the channel is a contact.")
    discreet = models.BooleanField(default=False)
    language = models.CharField(
        max_length=10,
        blank=True,
        db_default="",
        help_text="Of her mail, and of the pages where she is signed in.",
    )
    chair_sees_name = models.BooleanField(
        default=False, help_text="The chairs of her workgroups may read her name."
    )
    is_coordinator = models.BooleanField(default=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"]),
            models.Index(fields=["display_name"]),
            models.Index(fields=["email"]),
        ]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"person {self.handle}"

    @cached_property
    def protected(self) -> bool:
        """Whether this person holds, or ever held, a seat in a protected sector."""
        return self.representations.filter(organization__sector__protected=True).exists()

    @property
    def neutral(self) -> bool:
        """Whether her mail, and the pages it leads to, must not tell what the consortium is."""
        return self.discreet or self.protected

    @property
    def mail_address(self) -> str:
        """Where mail to her goes: her own address, or that of the contact she named."""
        return self.contact_email if self.channel == Channel.CONTACT else self.email

    def lend_rights(self, coordinates: bool) -> None:
        """Let her coordinate, or not, as long as this object lives; `save` never writes it."""
        self.is_coordinator, self._lent = coordinates, True

    def save(self, *args, **kwargs) -> None:
        if getattr(self, "_lent", False) and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = names - {"is_coordinator"}
        super().save(*args, **kwargs)


class RepresentationQuerySet(models.QuerySet):
    def on(self, day):
        """Those in force on `day`, the consortium's calendar date."""
        return self.filter(Q(since=None) | Q(since__lte=day)).filter(Q(until=None) | Q(until__gte=day))


class Representation(models.Model):
    """Person acts for Organization, from `since` to `until`, both included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="representations")
    role = models.CharField(
        max_length=10, choices=RepresentationRole.choices, default=RepresentationRole.PRIMARY
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organization", "until"]), models.Index(fields=["person", "until"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(role="primary", until=None),
                name="one_open_primary_per_organization",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since")),
                name="representation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
