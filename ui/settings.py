"""Settings of the entry points: defaults, then ``wenbao.toml`` in the working folder, then ``WENBAO_*``."""

from pathlib import Path
from typing import Self

import platformdirs
from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.errors import SettingsError

FEEDBACK_OFF = "off"


class Settings(BaseSettings):
    """What an entry point may be told; an unknown key in the file fails."""

    model_config = SettingsConfigDict(
        env_prefix="WENBAO_", env_ignore_empty=True, toml_file="wenbao.toml", extra="forbid", frozen=True
    )

    store: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("wenbao") / "store", description="folder of the store"
    )
    cache: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path("wenbao"), description="folder of the prepared encoder"
    )
    encoder: str | None = Field(None, description="a sentence-transformers model by name or folder; none: the default")
    host: str = Field("127.0.0.1", description="address to serve at")
    port: int = Field(7860, ge=1, le=65535, description="port to serve at")
    root_path: str = Field(
        "", pattern=r"^(/[\w.~-]+)*$", description="path below which a reverse proxy shows it: /wenbao"
    )
    llm_base_url: str | None = Field(None, description="OpenAI-compatible endpoint of a language model; none: no model")
    llm_model: str | None = Field(None, description="name of the model there")
    llm_api_key: SecretStr = Field(SecretStr("none"), description="its key; a server of one's own mostly needs none")
    llm_timeout_seconds: float = Field(30, gt=0, le=600, description="after which the answer is given without it")
    feedback: str | None = Field(
        None, description="SQLAlchemy URL of votes and unanswered questions; off: none are kept; none: beside the store"
    )
    feedback_days: int = Field(180, ge=1, le=3650, description="days that feedback is kept")
    admin_token: SecretStr | None = Field(
        None, min_length=1, description="what opens the shelf of the page to a maintainer; none: there is no shelf"
    )

    @model_validator(mode="after")
    def _whole_model(self) -> Self:
        if (self.llm_base_url is None) != (self.llm_model is None):
            raise ValueError("a language model needs both llm_base_url and llm_model")
        return self

    @property
    def feedback_url(self) -> str | None:
        """The URL of the database for feedback, None where none is kept."""
        if self.feedback is None:
            return f"sqlite:///{self.store.absolute().with_name(f'{self.store.name}-feedback.sqlite')}"
        return None if self.feedback.lower() == FEEDBACK_OFF else self.feedback

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before the environment before the file."""
        return named["init_settings"], named["env_settings"], TomlConfigSettingsSource(settings_cls)


def load_settings(**given: object) -> Settings:
    """The settings, those ``given`` on the command line first. Raises SettingsError."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_told(error)) from None
    except ValueError as error:  # wenbao.toml is no TOML
        raise SettingsError(f"wenbao.toml cannot be read: {error}. Mend or remove it.") from None


def _told(error: ValidationError) -> str:
    first = error.errors()[0]
    if not first["loc"]:
        told = first["msg"].removeprefix("Value error, ")
        return f"{told}. Set WENBAO_LLM_BASE_URL and WENBAO_LLM_MODEL, or neither."
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f'wenbao.toml has the unknown setting "{name}". There are: {", ".join(Settings.model_fields)}.'
    return f'the setting "{name}" is wrong: {first["msg"].lower()}. Mend it in wenbao.toml or WENBAO_{name.upper()}.'
