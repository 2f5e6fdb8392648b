"""What the API takes and gives, as OpenAPI describes it. Times are milliseconds since the epoch."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from casemate.accounts.people import Role

Text = Annotated[str, Field(max_length=1_000)]
Secret = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class Body(BaseModel):
    """What is sent: nothing but what is named."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PersonShown(BaseModel):
    """Who is signed in."""

    jid: str
    name: str
    role: Role
    tenant: str
    permissions: list[str]


class SessionShown(BaseModel):
    """The session of this browser."""

    id: int
    expires: int
    idle: int
    strong: bool
    fresh_until: int


class SecondFactor(BaseModel):
    """What the organisation asks for."""

    required: bool
    grace_until: int | None


class Features(BaseModel):
    """What the web app may show."""

    drafts: bool


class StandingShown(BaseModel):
    """Where somebody stands."""

    state: Literal["signed-out", "factor", "enrol", "notice", "signed-in"]
    factors: list[str] = []
    person: PersonShown | None = None
    session: SessionShown | None = None
    websocket: str | None = None
    upload_limit: int | None = None
    features: Features | None = None
    second_factor: SecondFactor | None = None


class PasswordStep(Body):
    """Address and password."""

    address: Text
    password: Text


class Password(Body):
    """The password, once more."""

    password: Text


class Code(Body):
    """A code of an authenticator app, or a recovery code."""

    code: Secret


class Credential(Body):
    """What `navigator.credentials.get` gave, as JSON (`PublicKeyCredential.toJSON`)."""

    credential: dict[str, Any]


class Options(BaseModel):
    """What `navigator.credentials` needs, as JSON (`parseRequestOptionsFromJSON`, `parseCreationOptionsFromJSON`)."""

    options: dict[str, Any]


class SocketToken(BaseModel):
    """What opens one stream by OAUTHBEARER."""

    token: str
    expires_in: int
    jid: str
    websocket: str


class SessionListed(BaseModel):
    """A browser that is signed in."""

    id: int
    current: bool
    browser: str
    address: str
    created: int
    seen: int


class DeviceListed(BaseModel):
    """A client, or a browser."""

    id: int
    kind: Literal["client", "browser"]
    name: str
    created: int
    last_used: int | None
    last_address: str | None
    current: bool


class Named(Body):
    """A name."""

    name: Name


class NewDevice(BaseModel):
    """A client's credential: shown once."""

    device: DeviceListed
    credential: str
    uri: str
    qr: str


class FactorListed(BaseModel):
    """A second factor."""

    id: int
    kind: Literal["totp", "passkey"]
    name: str
    created: int
    last_used: int | None


class FactorsShown(BaseModel):
    """What is set up."""

    factors: list[FactorListed]
    recovery_codes_left: int
    required: bool


class NewTotpShown(BaseModel):
    """What an authenticator app needs: shown once."""

    id: int
    secret: str
    uri: str
    qr: str


class NewPasskey(Body):
    """What `navigator.credentials.create` gave, and what it is to be called."""

    name: Name
    credential: dict[str, Any]


class RecoveryCodesShown(BaseModel):
    """Recovery codes: shown once."""

    codes: list[str]


class PasswordChange(Body):
    """The old password and the new one."""

    old: Text
    new: Text


class AdviceWanted(Body):
    """A password that is being chosen, and words that are its chooser's own."""

    password: Text
    words: Annotated[list[Text], Field(max_length=20)] = []


class AdviceShown(BaseModel):
    """What is to be said of it; `score` is 0 to 4."""

    score: int
    refusal: str | None
    hints: list[str]


class Token(Body):
    """The secret of a link."""

    token: Secret


class Acceptance(Token):
    """How somebody wants to be called, and their password."""

    name: Annotated[str, Field(min_length=1, max_length=500)]
    password: Text


class NewPassword(Token):
    """A new password, with the link of an administrator."""

    password: Text


class InvitationShown(BaseModel):
    """What somebody is invited to."""

    domain: str
    organisation: str
    name: str | None
    role: Role
    expires: int
    shortest: int


class NoticeShown(BaseModel):
    """The acceptable-use notice."""

    version: str
    text: str


class Version(Body):
    """The version of the notice that was read."""

    version: Text


class InvitationWanted(Body):
    """Whom to invite."""

    model_config = ConfigDict(extra="forbid", strict=False)

    name: Annotated[str, Field(max_length=500)] | None = None
    role: Role = Role.EMPLOYEE
    address: Annotated[str, Field(max_length=254)] | None = None
    domain: Annotated[str, Field(max_length=255)] | None = None


class InvitationListed(BaseModel):
    """An invitation, without its link."""

    id: int
    domain: str
    name: str | None
    role: Role
    address: str | None
    made_by: str
    created: int
    expires: int
    state: Literal["open", "used", "expired", "revoked"]


class Link(BaseModel):
    """A link to be given to somebody: shown once."""

    link: str
    expires: int


class PersonListed(BaseModel):
    """Somebody of the organisation."""

    id: int
    jid: str
    name: str
    role: Role
    disabled: bool


class PersonChange(Body):
    """What is to be changed of somebody."""

    model_config = ConfigDict(extra="forbid", strict=False)

    disabled: bool | None = None
    role: Role | None = None


class Found(BaseModel):
    """Somebody in the directory."""

    jid: str
    name: str
