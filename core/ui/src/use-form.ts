import { useEffect, useRef, useState } from "react";
import type { ErrorDescription } from "./describe-error.ts";
import { asSentence, readRefusal, type FormRefusal, type RefusalOptions } from "./form-refusal.ts";
import type { FormErrors } from "./schema-values.ts";

export interface FormOptions<Values> extends Pick<RefusalOptions, "fieldOfCode" | "describe"> {
  initial: Values;
  /** What can be known without asking the server, by field; nothing for those that are right. It decides again. */
  check?(values: NoInfer<Values>): Readonly<Record<string, string | undefined>>;
  /** Sends it; a rejection is told in the form. */
  send(values: NoInfer<Values>): Promise<unknown>;
}

/** The state of a form between the first key and the answer of the server. */
export interface Form<Values> {
  readonly values: Values;
  set<Name extends keyof Values & string>(name: Name, value: Values[Name]): void;
  /** By field, and by path within one; shown from the first attempt on. */
  readonly errors: FormErrors;
  /** Why it was refused, when that concerns no field. */
  readonly failure: ErrorDescription | undefined;
  readonly pending: boolean;
  /** For `onSubmit`. After an attempt that failed the first wrong field has the focus. */
  submit(event: { preventDefault(): void; currentTarget: HTMLFormElement }): void;
}

export function useForm<Values extends object>(options: FormOptions<Values>): Form<Values> {
  const { initial, check, send, ...refusalOptions } = options;
  const [values, setValues] = useState(initial);
  const [refusal, setRefusal] = useState<FormRefusal>(NOT_REFUSED);
  const [pending, setPending] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [refusals]);

  const refuse = (reason: FormRefusal) => {
    setRefusal(reason);
    setRefusals((count) => count + 1);
  };

  const attempt = async () => {
    setPending(true);
    setRefusal(NOT_REFUSED);
    try {
      await send(values);
    } catch (error) {
      refuse(readRefusal(error, { ...refusalOptions, names: Object.keys(values) }));
    } finally {
      setPending(false);
    }
  };

  const wrong = sentences(check?.(values) ?? {});
  return {
    values,
    set(name, value) {
      setValues((current) => ({ ...current, [name]: value }));
      // The server's word was about the former value.
      setRefusal(({ fields, failure }) => ({
        fields: Object.fromEntries(Object.entries(fields).filter(([path]) => path.split(".", 1)[0] !== name)),
        ...(failure && { failure }),
      }));
    },
    errors: { ...refusal.fields, ...(refusals > 0 && wrong) },
    failure: refusal.failure,
    pending,
    submit(event) {
      event.preventDefault();
      if (pending) return;
      element.current = event.currentTarget;
      if (Object.keys(wrong).length > 0) refuse(NOT_REFUSED);
      else void attempt();
    },
  };
}

const NOT_REFUSED: FormRefusal = { fields: {} };

const sentences = (errors: Readonly<Record<string, string | undefined>>): FormErrors =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) => (message === undefined ? [] : [[path, asSentence(message)]])),
  );
