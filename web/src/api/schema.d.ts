/** Made from the server by `npm run api`; do not edit. */

export interface paths {
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which ways there are to sign in. */
        get: {
            parameters: {
                query?: {
                    /** @description The code that a login at the provider was refused with. */
                    refused?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The host of the provider that one can sign in with at /api/session/oidc; null where there is none. */
                            provider: string | null;
                            /** @description What the code of the question means; null where none of a login was given. */
                            refused: {
                                code: string;
                                title: string;
                                advice: string;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Sign in: the answer sets a cookie. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        login: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null at the machine itself, where nobody signs in. */
                            login: string | null;
                            name: string | null;
                            /**
                             * @description reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.
                             * @enum {string}
                             */
                            role: "reader" | "agent" | "operator";
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        /** Sign out: the session ends here too. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null at the machine itself, where nobody signs in. */
                            login: string | null;
                            name: string | null;
                            /**
                             * @description reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.
                             * @enum {string}
                             */
                            role: "reader" | "agent" | "operator";
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give yourself another password. All your sessions end, and a new one begins here. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in with the provider: the browser goes there, and comes back to `next`. */
        get: {
            parameters: {
                query?: {
                    next?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The browser is sent on. */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the provider sends the browser back to. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The browser is sent on. */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{key}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a user may read a ticket and its comments, or may not. */
        get: {
            parameters: {
                query: {
                    /** @description The login of a user. */
                    user: string;
                };
                header?: never;
                path: {
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            key: string;
                            login: string;
                            jiraAccountId: string | null;
                            /** @description Operators read everything, whatever the parts say. */
                            isOperator: boolean;
                            /** @description What keeps the Jira account from holding anything by what Jira says. */
                            accountTrouble: string | null;
                            /** @description When Jira was asked last who may see what. */
                            readAt: string | null;
                            parts: {
                                /** @enum {string} */
                                part: "ticket" | "comment";
                                /** @description The comment’s id. */
                                id: string | null;
                                open: boolean;
                                /** @description All have to be met. */
                                clauses: {
                                    about: string;
                                    /** @description Any one of these principals meets it. */
                                    demands: string[];
                                    met: {
                                        principal: string;
                                        from: string;
                                    } | null;
                                    /** @description Why it is not met. */
                                    reason: string | null;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is not as it should be, what that does, and what to do. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            healthy: boolean;
                            sections: {
                                name: string;
                                summary: string;
                                /** @description How long looking took, in milliseconds; null where that says nothing. */
                                ms: number | null;
                                /** @description What is as it should be, and worth to be known. */
                                notes: string[];
                                findings: {
                                    what: string;
                                    why: string;
                                    hides: string | null;
                                    advice: string;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may sign in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            users: {
                                id: string;
                                login: string;
                                name: string;
                                /**
                                 * @description reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.
                                 * @enum {string}
                                 */
                                role: "reader" | "agent" | "operator";
                                disabled: boolean;
                                /** @description What opens tickets to a reader or an agent; see docs/people.md. */
                                principals: string[];
                                jiraAccountId: string | null;
                                /** Format: date-time */
                                created: string;
                                lastLogin: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a user. From the first one on, everybody has to sign in. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description An e-mail address or another name; case does not matter. */
                        login: string;
                        /** @description What people call them; the login without it. */
                        name?: string;
                        /**
                         * @description reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.
                         * @enum {string}
                         */
                        role: "reader" | "agent" | "operator";
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            login: string;
                            name: string;
                            /**
                             * @description reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.
                             * @enum {string}
                             */
                            role: "reader" | "agent" | "operator";
                            disabled: boolean;
                            /** @description What opens tickets to a reader or an agent; see docs/people.md. */
                            principals: string[];
                            jiraAccountId: string | null;
                            /** Format: date-time */
                            created: string;
                            lastLogin: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{login}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a user, with sessions and keys. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An e-mail address or another name; case does not matter. */
                    login: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a user. It takes effect with their next request. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An e-mail address or another name; case does not matter. */
                    login: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /**
                         * @description reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.
                         * @enum {string}
                         */
                        role?: "reader" | "agent" | "operator";
                        disabled?: boolean;
                        /** @description Ends all sessions of the user. */
                        password?: string;
                        grant?: string[];
                        revoke?: string[];
                        jiraAccountId?: string | null;
                        /**
                         * @description Who the user is at the provider is said anew by the next login there. Ends all their sessions.
                         * @enum {boolean}
                         */
                        forgetIdentity?: true;
                        /**
                         * @description Ends what failed logins have made the user wait for.
                         * @enum {boolean}
                         */
                        unlock?: true;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            login: string;
                            name: string;
                            /**
                             * @description reader: searches and reads. agent: also triage, sync and exports. operator: everything, and sees everything.
                             * @enum {string}
                             */
                            role: "reader" | "agent" | "operator";
                            disabled: boolean;
                            /** @description What opens tickets to a reader or an agent; see docs/people.md. */
                            principals: string[];
                            jiraAccountId: string | null;
                            /** Format: date-time */
                            created: string;
                            lastLogin: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, when, and from where. */
        get: {
            parameters: {
                query?: {
                    /** @description Only what this user did. */
                    actor?: string;
                    action?: string;
                    /** @description Only what was done so: machine is whoever can read the data folder. */
                    via?: "machine" | "session" | "key" | "none";
                    /** @description The `next` of the page before. */
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Newest first. */
                            records: {
                                id: number;
                                /** Format: date-time */
                                at: string;
                                /** @description The login; null where nobody had signed in. */
                                actor: string | null;
                                /**
                                 * @description How they proved who they are.
                                 * @enum {string}
                                 */
                                via: "machine" | "session" | "key" | "none";
                                address: string | null;
                                action: string;
                                /** @description What it was done to. */
                                subject: string | null;
                                detail: string | null;
                                /** @description The HTTP status that it ended with; null while it is under way. */
                                status: number | null;
                            }[];
                            next: number | null;
                            /** @description All logins that there are entries of. */
                            actors: string[];
                            /** @description All actions that there are entries of. */
                            actions: string[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys, without what proves them: your own, or for an operator all. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                /** @description The key begins with `cbk_`, this, and `_`. */
                                id: string;
                                user: string;
                                name: string;
                                /**
                                 * @description read: ask. write: also start a sync and import. admin: everything that the user may; each as far as the role of the user reaches.
                                 * @enum {string}
                                 */
                                scope: "read" | "write" | "admin";
                                /** Format: date-time */
                                created: string;
                                /** Format: date-time */
                                expires: string;
                                lastUsed: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make an API key. The answer alone holds it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What it is for. */
                        name: string;
                        /**
                         * @description read: ask. write: also start a sync and import. admin: everything that the user may; each as far as the role of the user reaches.
                         * @default read
                         * @enum {string}
                         */
                        scope?: "read" | "write" | "admin";
                        /**
                         * @description After so many days it opens nothing any more.
                         * @default 90
                         */
                        days?: number;
                        /** @description Whose it is: an operator may make keys of others. Oneself without it. */
                        user?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The key begins with `cbk_`, this, and `_`. */
                            id: string;
                            user: string;
                            name: string;
                            /**
                             * @description read: ask. write: also start a sync and import. admin: everything that the user may; each as far as the role of the user reaches.
                             * @enum {string}
                             */
                            scope: "read" | "write" | "admin";
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            expires: string;
                            lastUsed: string | null;
                            /** @description The key itself: nobody can show it again. Send it as `Authorization: Bearer`. */
                            key: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key, at once. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find tickets by words and meaning. */
        get: {
            parameters: {
                query: {
                    /** @description Words, "phrases", beginnings*, -excluded and fields such as status:open; see docs/search.md. */
                    q: string;
                    /** @description By words alone, by meaning alone, or by both. */
                    mode?: "hybrid" | "lexical" | "semantic";
                    /** @description Only these projects; may be repeated. */
                    project?: string[];
                    /** @description Only tickets of these Jira sites; may be repeated. The one of JIRA_BASE_URL is called first. */
                    site?: string[];
                    /** @description Only these types; may be repeated. */
                    type?: string[];
                    /** @description Only these kinds of status; may be repeated. */
                    status?: ("new" | "indeterminate" | "done")[];
                    /** @description Only these statuses; may be repeated. */
                    statusName?: string[];
                    /** @description Only these priorities; may be repeated. */
                    priority?: string[];
                    /** @description Only tickets with one of these labels; may be repeated. */
                    label?: string[];
                    /** @description Only tickets with one of these components; may be repeated. */
                    component?: string[];
                    /** @description Best first, last changed first, newest first or oldest first. Without words, best is last changed. */
                    sort?: "relevance" | "updated" | "created" | "oldest";
                    limit?: number;
                    /** @description Tickets of the list to pass over. */
                    offset?: number;
                    /** @description Count the values of these fields over all that match, each without the choices made in that field by parameters. */
                    facet?: ("project" | "type" | "statusCategory" | "status" | "priority" | "label" | "component" | "site")[];
                    /** @description The zone of the days in the query. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            query: string;
                            /** @enum {string} */
                            mode: "hybrid" | "lexical" | "semantic";
                            /** @description False where words alone were searched: the index is of another embedder, or its embedder fails or does not know the language. */
                            meaning: boolean;
                            /**
                             * @description The order that the list is in.
                             * @enum {string}
                             */
                            sort: "relevance" | "updated" | "created" | "oldest";
                            timeZone: string;
                            /** @description Tickets in the whole list. */
                            total: number;
                            offset: number;
                            /** @description How the query was taken, where that needs saying. */
                            hints: {
                                code: string;
                                /** @description For people, whole sentences. */
                                message: string;
                                /** @description Where in the query, in UTF-16 units. */
                                at: number | null;
                            }[];
                            /** @description Of the fields that were asked for: values with the number of tickets, most frequent first. */
                            facets: {
                                project?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                                type?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                                statusCategory?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                                status?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                                priority?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                                label?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                                component?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                                site?: {
                                    value: string;
                                    /** @description What people call it, where that is not the value. */
                                    name?: string;
                                    tickets: number;
                                }[];
                            };
                            hits: {
                                key: string;
                                /** @description The ticket in Jira. */
                                url: string | null;
                                /** @description The Jira site that it is of, where there are several here; else null. */
                                site: string | null;
                                project: {
                                    key: string;
                                    name: string;
                                };
                                type: string;
                                status: {
                                    name: string;
                                    /** @enum {string} */
                                    category: "new" | "indeterminate" | "done";
                                };
                                priority: string | null;
                                resolution: string | null;
                                summary: string;
                                labels: string[];
                                components: string[];
                                reporter: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                assignee: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                created: string;
                                /** Format: date-time */
                                updated: string;
                                resolved: string | null;
                                parentKey: string | null;
                                score: number;
                                why: {
                                    /** @description The query names this ticket. */
                                    key: boolean;
                                    /** @description How well the words fit, relative to the best of this query: 0 to 1. */
                                    lexical: number;
                                    /** @description How near the ticket is in meaning, -1 to 1: the two that follow, weighed. */
                                    semantic: number;
                                    /** @description How near its best passage is, -1 to 1. */
                                    passageMeaning: number | null;
                                    /** @description How near its summary is, -1 to 1. */
                                    summaryMeaning: number | null;
                                    /** @description The words of the query, as they stand in the ticket. */
                                    words: string[];
                                };
                                passage: {
                                    /** @enum {string} */
                                    kind: "summary" | "report" | "comment" | "code" | "field" | "worklog" | "attachment";
                                    text: string;
                                    /** @description [start, end) in UTF-16 units of `text`. */
                                    highlights: number[][];
                                };
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket with its thread, by its key or one that it had. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            key: string;
                            /** @description The ticket in Jira. */
                            url: string | null;
                            /** @description The Jira site that it is of, where there are several here; else null. */
                            site: string | null;
                            project: {
                                key: string;
                                name: string;
                            };
                            type: string;
                            status: {
                                name: string;
                                /** @enum {string} */
                                category: "new" | "indeterminate" | "done";
                            };
                            priority: string | null;
                            resolution: string | null;
                            summary: string;
                            labels: string[];
                            components: string[];
                            reporter: {
                                accountId: string;
                                displayName: string;
                            } | null;
                            assignee: {
                                accountId: string;
                                displayName: string;
                            } | null;
                            /** Format: date-time */
                            created: string;
                            /** Format: date-time */
                            updated: string;
                            resolved: string | null;
                            parentKey: string | null;
                            /** @description The key that was asked for, where the ticket had it once and has another one now. */
                            movedFrom: string | null;
                            description: ({
                                /** @enum {string} */
                                type: "doc";
                                version: number;
                                content: Record<string, never>[];
                            } & {
                                [key: string]: unknown;
                            }) | null;
                            environment: ({
                                /** @enum {string} */
                                type: "doc";
                                version: number;
                                content: Record<string, never>[];
                            } & {
                                [key: string]: unknown;
                            }) | null;
                            links: {
                                type: string;
                                relation: string;
                                key: string;
                            }[];
                            comments: {
                                id: string;
                                author: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                created: string;
                                /** Format: date-time */
                                updated: string;
                                visibility: {
                                    /**
                                     * @description unknown: its source does not say who may read it; nobody but the operator does.
                                     * @enum {string}
                                     */
                                    kind: "public" | "unknown" | "internal" | "role" | "group";
                                    /** @description The role or group that may read it. */
                                    name?: string;
                                };
                                body: {
                                    /** @enum {string} */
                                    type: "doc";
                                    version: number;
                                    content: Record<string, never>[];
                                } & {
                                    [key: string]: unknown;
                                };
                            }[];
                            /** @description The tickets below this one. */
                            subtasks: {
                                key: string;
                                summary: string | null;
                                status: {
                                    name: string;
                                    /** @enum {string} */
                                    category: "new" | "indeterminate" | "done";
                                } | null;
                            }[];
                            sprints: {
                                id: string;
                                name: string;
                                /** @description future, active or closed. */
                                state: string;
                                start: string | null;
                                end: string | null;
                                goal: string;
                            }[];
                            /** @description Fields that say something and have no place of their own here. */
                            fields: {
                                id: string;
                                /** @description As the people of the site call it; the id where its source does not say. */
                                name: string;
                                type: string;
                                /** @description The value in words. */
                                text: string;
                            }[];
                            /** @description What Jira Service Management knows; null for tickets of other projects. */
                            request: {
                                type: string | null;
                                organizations: string[];
                                participants: {
                                    accountId: string;
                                    displayName: string;
                                }[];
                                /** @description Service level agreements. */
                                levels: {
                                    name: string;
                                    cycles: {
                                        start: string | null;
                                        /** @description Null while it runs. */
                                        stop: string | null;
                                        breached: boolean;
                                        paused: boolean;
                                        goalMs: number | null;
                                        elapsedMs: number | null;
                                    }[];
                                }[];
                                satisfaction: {
                                    rating: number;
                                    comment: string | null;
                                } | null;
                            } | null;
                            attachments: {
                                id: string;
                                filename: string;
                                mimeType: string;
                                /** @description In bytes. */
                                size: number;
                                author: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                created: string;
                                /** @description What is in it, where that is text. */
                                text: string | null;
                                /** @description Why the text of a file that looks like text is not here. */
                                omitted: ("too-large" | "ticket-full" | "not-text" | "not-given" | "unavailable") | null;
                            }[];
                            worklogs: {
                                id: string;
                                author: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                started: string;
                                seconds: number;
                                visibility: {
                                    /**
                                     * @description unknown: its source does not say who may read it; nobody but the operator does.
                                     * @enum {string}
                                     */
                                    kind: "public" | "unknown" | "internal" | "role" | "group";
                                    /** @description The role or group that may read it. */
                                    name?: string;
                                };
                                comment: ({
                                    /** @enum {string} */
                                    type: "doc";
                                    version: number;
                                    content: Record<string, never>[];
                                } & {
                                    [key: string]: unknown;
                                }) | null;
                            }[];
                            /** @description Who changed what, oldest first. */
                            history: {
                                id: string;
                                author: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                created: string;
                                items: {
                                    field: string;
                                    from: string | null;
                                    to: string | null;
                                }[];
                            }[];
                            /** @description Parts that could not be read, or not as a whole; the lake has them as they came. */
                            incomplete: {
                                part: string;
                                reason: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{key}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The record that a ticket was made from, as it came in.
         * @description By the key of the ticket or one that it had; with all that others may not see of it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The line of the lake that holds it. */
                            line: number;
                            source: string;
                            /**
                             * @description An issue of Jira’s REST API v3 or v2, or a row of its CSV export.
                             * @enum {string}
                             */
                            format: "jira-v3" | "jira-v2" | "jira-csv";
                            externalId: string;
                            /** Format: date-time */
                            fetchedAt: string;
                            /** @description What came in, as it came. */
                            record: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What searches can be narrowed to. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            projects: {
                                key: string;
                                name: string;
                                tickets: number;
                            }[];
                            types: {
                                name: string;
                                tickets: number;
                            }[];
                            statusCategories: {
                                name: string;
                                tickets: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The installation: what came in, what became of it, what the index holds. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            run: {
                                id: number;
                                /**
                                 * @description Whether it read Jira, or took what somebody brought.
                                 * @enum {string}
                                 */
                                kind: "sync" | "import";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                /** @description Tickets known to be on their way. */
                                announced: number;
                                announcedAll: boolean;
                                received: number;
                                applied: number;
                                duplicate: number;
                                refused: number;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                                /** @description Of several Jira sites those that could not be read; the others were. For operators. */
                                failures: {
                                    code: string;
                                    detail: string;
                                    site: string;
                                }[];
                            } | null;
                            /** @description What Jira said by itself. */
                            webhooks: {
                                /** @description Whether there is a secret that they can be signed with. */
                                taken: boolean;
                                last: {
                                    /** Format: date-time */
                                    receivedAt: string;
                                    /** @description Null where it could not be read. */
                                    event: string | null;
                                } | null;
                                /** @description Tickets to be fetched because of them. */
                                waiting: number;
                                /** @description Why they could not be fetched; it is tried again. */
                                trouble: {
                                    code: string;
                                    detail: string;
                                } | null;
                            };
                            /** @description Pieces of text embedded since the process started. */
                            embedded: number;
                            indexing: {
                                live: number;
                                indexed: number;
                                waiting: number;
                                /** @description Of those waiting: put aside after several failures. */
                                setAside: number;
                                /** @description live = indexed + waiting */
                                holds: boolean;
                            };
                            /** @description What keeps the index from going on, and is tried again. */
                            trouble: {
                                code: string;
                                detail: string;
                                /** @description It may pass by itself. */
                                retry: boolean;
                            } | null;
                            version: string;
                            /** @enum {string} */
                            kind: "demo" | "real";
                            siteUrl: string | null;
                            /** @description Why nothing can be read from Jira; null where it can. */
                            noSync: {
                                code: string;
                                detail: string;
                            } | null;
                            /** @description Jira sites that may not be read, or whose last reading failed; for operators. */
                            failing: {
                                code: string;
                                detail: string;
                                site: string;
                                /** @description Null where it was not tried. */
                                at: string | null;
                            }[];
                            records: {
                                received: number;
                                applied: number;
                                duplicate: number;
                                pending: number;
                                deadLettered: number;
                                discarded: number;
                                erased: number;
                                /** @description received = applied + duplicate + pending + deadLettered + discarded + erased */
                                holds: boolean;
                            };
                            /** @description The last time that what does not verify was cut from the end of the lake, as a crash leaves it. */
                            lakeCut: {
                                /** Format: date-time */
                                at: string;
                                bytes: number;
                                file: string;
                                offset: number;
                                /** @description Whether it was certainly never acknowledged, so that it is fetched again. */
                                unacknowledged: boolean;
                            } | null;
                            embedder: {
                                id: string;
                                dimensions: number;
                                /** @description Texts are sent to another machine. */
                                remote: boolean;
                            };
                            /** @description Restricted texts that are not sent to a remote embedder, and are found by words alone. */
                            withheld: {
                                tickets: number;
                                comments: number;
                            };
                            index: {
                                tickets: number;
                                chunks: number;
                                /**
                                 * @description What searches.
                                 * @enum {string}
                                 */
                                engine: "embedded" | "qdrant";
                                /** @description Whether it can be searched by meaning. */
                                meaning: boolean;
                            };
                            /** @description The newest comparison with Jira that came to its end. */
                            ledger: {
                                id: number;
                                /** Format: date-time */
                                startedAt: string;
                                /** Format: date-time */
                                finishedAt: string;
                                /** @description It only looked. */
                                dryRun: boolean;
                                found: {
                                    missing: number;
                                    stale: number;
                                    extra: number;
                                };
                                /** @description How it stands since. */
                                total: {
                                    /** @description That Jira lists. */
                                    jira: number;
                                    /** @description That are here and are listed, or were given by Jira once. */
                                    live: number;
                                    /** @description Listed, and not here. */
                                    missing: number;
                                    /** @description Here in an older state than Jira has. */
                                    stale: number;
                                    /** @description Here, and no longer given by Jira. */
                                    extra: number;
                                    /** @description Here, and in Jira outside of what is synced: they left it, and stay. */
                                    outside: number;
                                    /** @description Listed, and dead letters here. */
                                    refused: number;
                                    /** @description Listed, and erased here. */
                                    erased: number;
                                };
                            } | null;
                            /** @description How the connection to Jira is; null where the settings name none. */
                            jira: {
                                /**
                                 * @description open: Jira failed several times in a row, and calls fail at once; half-open: the next is a trial.
                                 * @enum {string}
                                 */
                                circuit: "closed" | "open" | "half-open";
                                /** @description From when on a call is a trial. */
                                trialAt: string | null;
                                /** @description Requests that may be under way at once, at present. */
                                concurrency: number;
                                /** @description How fast requests may follow each other, at present; null where no limit was met. */
                                requestsPerSecond: number | null;
                                /** @description How long Jira asked to be left alone. */
                                pauseMs: number;
                                /** @description Since the process started. */
                                answers: number;
                                /** @description Of these: 429 and 503. */
                                refusals: number;
                            } | null;
                            /** @description The sites beside the first, which the rest is about; for operators. */
                            sites: {
                                name: string;
                                url: string;
                                /** @description Null where the settings name it no longer: its tickets stay. */
                                jira: {
                                    /**
                                     * @description open: Jira failed several times in a row, and calls fail at once; half-open: the next is a trial.
                                     * @enum {string}
                                     */
                                    circuit: "closed" | "open" | "half-open";
                                    /** @description From when on a call is a trial. */
                                    trialAt: string | null;
                                    /** @description Requests that may be under way at once, at present. */
                                    concurrency: number;
                                    /** @description How fast requests may follow each other, at present; null where no limit was met. */
                                    requestsPerSecond: number | null;
                                    /** @description How long Jira asked to be left alone. */
                                    pauseMs: number;
                                    /** @description Since the process started. */
                                    answers: number;
                                    /** @description Of these: 429 and 503. */
                                    refusals: number;
                                } | null;
                                ledger: {
                                    id: number;
                                    /** Format: date-time */
                                    startedAt: string;
                                    /** Format: date-time */
                                    finishedAt: string;
                                    /** @description It only looked. */
                                    dryRun: boolean;
                                    found: {
                                        missing: number;
                                        stale: number;
                                        extra: number;
                                    };
                                    /** @description How it stands since. */
                                    total: {
                                        /** @description That Jira lists. */
                                        jira: number;
                                        /** @description That are here and are listed, or were given by Jira once. */
                                        live: number;
                                        /** @description Listed, and not here. */
                                        missing: number;
                                        /** @description Here in an older state than Jira has. */
                                        stale: number;
                                        /** @description Here, and no longer given by Jira. */
                                        extra: number;
                                        /** @description Here, and in Jira outside of what is synced: they left it, and stay. */
                                        outside: number;
                                        /** @description Listed, and dead letters here. */
                                        refused: number;
                                        /** @description Listed, and erased here. */
                                        erased: number;
                                    };
                                } | null;
                                webhooks: {
                                    /** @description Whether there is a secret that they can be signed with. */
                                    taken: boolean;
                                    last: {
                                        /** Format: date-time */
                                        receivedAt: string;
                                        /** @description Null where it could not be read. */
                                        event: string | null;
                                    } | null;
                                    /** @description Tickets to be fetched because of them. */
                                    waiting: number;
                                    /** @description Why they could not be fetched; it is tried again. */
                                    trouble: {
                                        code: string;
                                        detail: string;
                                    } | null;
                                } | null;
                                /** @description When it said who may see what; until then only operators see its tickets. */
                                access: {
                                    readAt: string | null;
                                    trouble: {
                                        /** Format: date-time */
                                        at: string;
                                        reason: string;
                                    } | null;
                                };
                            }[];
                            /** @description The newest rebuild since the process started. */
                            rebuild: {
                                /** @enum {string} */
                                kind: "rebuild" | "back" | "renew";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /**
                                 * @description Lines of the lake are replayed, then tickets are indexed.
                                 * @enum {string}
                                 */
                                step: "lake" | "index";
                                done: number;
                                total: number;
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                /** @description What the replay of the lake found and put right. */
                                tickets: {
                                    equal: number;
                                    changed: number;
                                    removed: number;
                                    refused: number;
                                } | null;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the newest rebuild stands, and which indexes there are. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rebuild: {
                                /** @enum {string} */
                                kind: "rebuild" | "back" | "renew";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /**
                                 * @description Lines of the lake are replayed, then tickets are indexed.
                                 * @enum {string}
                                 */
                                step: "lake" | "index";
                                done: number;
                                total: number;
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                /** @description What the replay of the lake found and put right. */
                                tickets: {
                                    equal: number;
                                    changed: number;
                                    removed: number;
                                    refused: number;
                                } | null;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            } | null;
                            generations: {
                                id: number;
                                /** @enum {string} */
                                state: "building" | "active" | "previous" | "dropped";
                                embedder: string;
                                /** Format: date-time */
                                createdAt: string;
                                switchedAt: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make tickets and index anew from the lake, or go back to the index before. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description From the lake; back to the previous index; or remove the previous index.
                         * @default rebuild
                         * @enum {string}
                         */
                        action?: "rebuild" | "back" | "forget";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rebuild: {
                                /** @enum {string} */
                                kind: "rebuild" | "back" | "renew";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /**
                                 * @description Lines of the lake are replayed, then tickets are indexed.
                                 * @enum {string}
                                 */
                                step: "lake" | "index";
                                done: number;
                                total: number;
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                /** @description What the replay of the lake found and put right. */
                                tickets: {
                                    equal: number;
                                    changed: number;
                                    removed: number;
                                    refused: number;
                                } | null;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            } | null;
                            generations: {
                                id: number;
                                /** @enum {string} */
                                state: "building" | "active" | "previous" | "dropped";
                                embedder: string;
                                /** Format: date-time */
                                createdAt: string;
                                switchedAt: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the newest sync stands. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            run: {
                                id: number;
                                /**
                                 * @description Whether it read Jira, or took what somebody brought.
                                 * @enum {string}
                                 */
                                kind: "sync" | "import";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                /** @description Tickets known to be on their way. */
                                announced: number;
                                announcedAll: boolean;
                                received: number;
                                applied: number;
                                duplicate: number;
                                refused: number;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                                /** @description Of several Jira sites those that could not be read; the others were. For operators. */
                                failures: {
                                    code: string;
                                    detail: string;
                                    site: string;
                                }[];
                            } | null;
                            /** @description What Jira said by itself. */
                            webhooks: {
                                /** @description Whether there is a secret that they can be signed with. */
                                taken: boolean;
                                last: {
                                    /** Format: date-time */
                                    receivedAt: string;
                                    /** @description Null where it could not be read. */
                                    event: string | null;
                                } | null;
                                /** @description Tickets to be fetched because of them. */
                                waiting: number;
                                /** @description Why they could not be fetched; it is tried again. */
                                trouble: {
                                    code: string;
                                    detail: string;
                                } | null;
                            };
                            /** @description Pieces of text embedded since the process started. */
                            embedded: number;
                            indexing: {
                                live: number;
                                indexed: number;
                                waiting: number;
                                /** @description Of those waiting: put aside after several failures. */
                                setAside: number;
                                /** @description live = indexed + waiting */
                                holds: boolean;
                            };
                            /** @description What keeps the index from going on, and is tried again. */
                            trouble: {
                                code: string;
                                detail: string;
                                /** @description It may pass by itself. */
                                retry: boolean;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Begin to read what changed in Jira. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Read all tickets anew, not only those that changed. */
                        full?: boolean;
                        /** @description Read at most so many; the next sync begins where this one began. */
                        maxIssues?: number;
                        projects?: string[];
                        statusCategory?: string;
                        /**
                         * Format: date
                         * @description Only tickets created on this day or later.
                         */
                        startDate?: string;
                        /** @description Only these Jira sites; the one of JIRA_BASE_URL is called first. */
                        sites?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /**
                             * @description Whether it read Jira, or took what somebody brought.
                             * @enum {string}
                             */
                            kind: "sync" | "import";
                            /** @enum {string} */
                            state: "running" | "succeeded" | "failed" | "interrupted";
                            /** Format: date-time */
                            startedAt: string;
                            finishedAt: string | null;
                            /** @description Tickets known to be on their way. */
                            announced: number;
                            announcedAll: boolean;
                            received: number;
                            applied: number;
                            duplicate: number;
                            refused: number;
                            error: {
                                code: string;
                                detail: string;
                            } | null;
                            /** @description Of several Jira sites those that could not be read; the others were. For operators. */
                            failures: {
                                code: string;
                                detail: string;
                                site: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a sync would read. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Read all tickets anew, not only those that changed. */
                        full?: boolean;
                        /** @description Read at most so many; the next sync begins where this one began. */
                        maxIssues?: number;
                        projects?: string[];
                        statusCategory?: string;
                        /**
                         * Format: date
                         * @description Only tickets created on this day or later.
                         */
                        startDate?: string;
                        /** @description Only these Jira sites; the one of JIRA_BASE_URL is called first. */
                        sites?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description What the first of these sites is asked to choose by, beside when tickets changed. */
                            jql: string;
                            /** @description Tickets that a sync would ask for, of all sites that could be asked. */
                            issues: number;
                            sites: {
                                site: string;
                                jql: string;
                                /** @description Null where it could not be asked. */
                                issues: number | null;
                                /** @description Why it could not be asked, or may not be read. */
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to compare all tickets with Jira’s, and to mend what differs.
         * @description GET /api/sync shows how far it is, GET /api/sync/ledger what it found.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Look, and mend nothing.
                         * @default false
                         */
                        dryRun?: boolean;
                        /**
                         * @description Take out what Jira no longer gives, however many tickets that are.
                         * @default false
                         */
                        acceptRemovals?: boolean;
                        /** @description Only these Jira sites; the one of JIRA_BASE_URL is called first. */
                        sites?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /**
                             * @description Whether it read Jira, or took what somebody brought.
                             * @enum {string}
                             */
                            kind: "sync" | "import";
                            /** @enum {string} */
                            state: "running" | "succeeded" | "failed" | "interrupted";
                            /** Format: date-time */
                            startedAt: string;
                            finishedAt: string | null;
                            /** @description Tickets known to be on their way. */
                            announced: number;
                            announcedAll: boolean;
                            received: number;
                            applied: number;
                            duplicate: number;
                            refused: number;
                            error: {
                                code: string;
                                detail: string;
                            } | null;
                            /** @description Of several Jira sites those that could not be read; the others were. For operators. */
                            failures: {
                                code: string;
                                detail: string;
                                site: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jira’s tickets against those here, by project and day of creation. */
        get: {
            parameters: {
                query?: {
                    /** @description Only days of these projects; may be repeated. */
                    project?: string[];
                    /** @description Of this site; the first where none is named. */
                    site?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The newest comparison with Jira that came to its end. */
                            check: {
                                id: number;
                                /** Format: date-time */
                                startedAt: string;
                                /** Format: date-time */
                                finishedAt: string;
                                /** @description It only looked. */
                                dryRun: boolean;
                                found: {
                                    missing: number;
                                    stale: number;
                                    extra: number;
                                };
                                /** @description How it stands since. */
                                total: {
                                    /** @description That Jira lists. */
                                    jira: number;
                                    /** @description That are here and are listed, or were given by Jira once. */
                                    live: number;
                                    /** @description Listed, and not here. */
                                    missing: number;
                                    /** @description Here in an older state than Jira has. */
                                    stale: number;
                                    /** @description Here, and no longer given by Jira. */
                                    extra: number;
                                    /** @description Here, and in Jira outside of what is synced: they left it, and stay. */
                                    outside: number;
                                    /** @description Listed, and dead letters here. */
                                    refused: number;
                                    /** @description Listed, and erased here. */
                                    erased: number;
                                };
                                /** @description What was found: the first thousand of each kind. */
                                named: {
                                    /** @enum {string} */
                                    kind: "missing" | "stale" | "extra";
                                    id: string;
                                    key: string;
                                    /** @description It is still so. */
                                    left: boolean;
                                }[];
                            } | null;
                            /** @description As the newest comparison left them that did not only look. */
                            days: {
                                project: string;
                                /** @description Of creation, in UTC. */
                                day: string;
                                /** @description That Jira lists. */
                                jira: number;
                                /** @description That are here and are listed, or were given by Jira once. */
                                live: number;
                                /** @description Listed, and not here. */
                                missing: number;
                                /** @description Here in an older state than Jira has. */
                                stale: number;
                                /** @description Here, and no longer given by Jira. */
                                extra: number;
                                /** @description Here, and in Jira outside of what is synced: they left it, and stay. */
                                outside: number;
                                /** @description Listed, and dead letters here. */
                                refused: number;
                                /** @description Listed, and erased here. */
                                erased: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{key}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tickets that are most probably duplicates of one, and why. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path: {
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ticket: {
                                key: string;
                                /** @description The ticket in Jira. */
                                url: string | null;
                                /** @description The Jira site that it is of, where there are several here; else null. */
                                site: string | null;
                                project: {
                                    key: string;
                                    name: string;
                                };
                                type: string;
                                status: {
                                    name: string;
                                    /** @enum {string} */
                                    category: "new" | "indeterminate" | "done";
                                };
                                priority: string | null;
                                resolution: string | null;
                                summary: string;
                                labels: string[];
                                components: string[];
                                reporter: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                assignee: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                created: string;
                                /** Format: date-time */
                                updated: string;
                                resolved: string | null;
                                parentKey: string | null;
                            };
                            /** @description False while the ticket waits for the index: nothing can be said yet. */
                            indexed: boolean;
                            /** @description Not linked with it yet, most probable first. */
                            similar: {
                                key: string;
                                /** @description The ticket in Jira. */
                                url: string | null;
                                /** @description The Jira site that it is of, where there are several here; else null. */
                                site: string | null;
                                project: {
                                    key: string;
                                    name: string;
                                };
                                type: string;
                                status: {
                                    name: string;
                                    /** @enum {string} */
                                    category: "new" | "indeterminate" | "done";
                                };
                                priority: string | null;
                                resolution: string | null;
                                summary: string;
                                labels: string[];
                                components: string[];
                                reporter: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                assignee: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                created: string;
                                /** Format: date-time */
                                updated: string;
                                resolved: string | null;
                                parentKey: string | null;
                                /** @description How probably the two are duplicates: of pairs with 0.8, about 8 of 10 are. */
                                probability: number;
                                /**
                                 * @description The probability in a word.
                                 * @enum {string}
                                 */
                                likelihood: "almost-certain" | "probable" | "possible" | "unlikely";
                                /** @description How near the tickets are: what proposals are found by. */
                                similarity: number;
                                /** @description What speaks for and against the two being duplicates, weightiest first. */
                                evidence: {
                                    /** @enum {string} */
                                    kind: "words" | "summary" | "meaning" | "rank" | "time" | "frames" | "identifiers" | "component" | "mention" | "project" | "type" | "resolution";
                                    /** @enum {string} */
                                    speaks: "for" | "against";
                                    /** @description For people. */
                                    text: string;
                                    /** @description What the tickets have in common, as it stands in the first. */
                                    terms: string[];
                                }[];
                            }[];
                            /** @description Linked with it already: duplicates are confirmed, others are none. */
                            linked: {
                                key: string;
                                /** @description The ticket in Jira. */
                                url: string | null;
                                /** @description The Jira site that it is of, where there are several here; else null. */
                                site: string | null;
                                project: {
                                    key: string;
                                    name: string;
                                };
                                type: string;
                                status: {
                                    name: string;
                                    /** @enum {string} */
                                    category: "new" | "indeterminate" | "done";
                                };
                                priority: string | null;
                                resolution: string | null;
                                summary: string;
                                labels: string[];
                                components: string[];
                                reporter: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                assignee: {
                                    accountId: string;
                                    displayName: string;
                                } | null;
                                /** Format: date-time */
                                created: string;
                                /** Format: date-time */
                                updated: string;
                                resolved: string | null;
                                parentKey: string | null;
                                /** @description Read from the ticket asked about to this one. */
                                relation: string;
                                /** @enum {string} */
                                kind: "duplicate" | "clone" | "block" | "hierarchy" | "other";
                            }[];
                            calibration: {
                                /**
                                 * @description Learned on other trackers, or on this installation's links.
                                 * @enum {string}
                                 */
                                origin: "shipped" | "own";
                                /** @description The embedder that the probabilities were learned with. */
                                embedder: string;
                                /** @description Whether the index is of that embedder; if not, probabilities are estimates to go by. */
                                fits: boolean;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * For each of the newest tickets the earlier one that it is most probably a duplicate of.
         * @description One at a time: further requests wait for their turn.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Tickets that were created since; thirty days ago where it is left out. */
                    since?: string;
                    minProbability?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            since: string;
                            /** @description Tickets that were created since. */
                            created: number;
                            /** @description Of these, the newest were compared with all earlier ones. */
                            examined: number;
                            /** @description Most probable first. */
                            proposals: {
                                ticket: {
                                    key: string;
                                    /** @description The ticket in Jira. */
                                    url: string | null;
                                    /** @description The Jira site that it is of, where there are several here; else null. */
                                    site: string | null;
                                    project: {
                                        key: string;
                                        name: string;
                                    };
                                    type: string;
                                    status: {
                                        name: string;
                                        /** @enum {string} */
                                        category: "new" | "indeterminate" | "done";
                                    };
                                    priority: string | null;
                                    resolution: string | null;
                                    summary: string;
                                    labels: string[];
                                    components: string[];
                                    reporter: {
                                        accountId: string;
                                        displayName: string;
                                    } | null;
                                    assignee: {
                                        accountId: string;
                                        displayName: string;
                                    } | null;
                                    /** Format: date-time */
                                    created: string;
                                    /** Format: date-time */
                                    updated: string;
                                    resolved: string | null;
                                    parentKey: string | null;
                                };
                                original: {
                                    key: string;
                                    /** @description The ticket in Jira. */
                                    url: string | null;
                                    /** @description The Jira site that it is of, where there are several here; else null. */
                                    site: string | null;
                                    project: {
                                        key: string;
                                        name: string;
                                    };
                                    type: string;
                                    status: {
                                        name: string;
                                        /** @enum {string} */
                                        category: "new" | "indeterminate" | "done";
                                    };
                                    priority: string | null;
                                    resolution: string | null;
                                    summary: string;
                                    labels: string[];
                                    components: string[];
                                    reporter: {
                                        accountId: string;
                                        displayName: string;
                                    } | null;
                                    assignee: {
                                        accountId: string;
                                        displayName: string;
                                    } | null;
                                    /** Format: date-time */
                                    created: string;
                                    /** Format: date-time */
                                    updated: string;
                                    resolved: string | null;
                                    parentKey: string | null;
                                };
                                /** @description How probably the two are duplicates: of pairs with 0.8, about 8 of 10 are. */
                                probability: number;
                                /**
                                 * @description The probability in a word.
                                 * @enum {string}
                                 */
                                likelihood: "almost-certain" | "probable" | "possible" | "unlikely";
                                /** @description How near the tickets are: what proposals are found by. */
                                similarity: number;
                                /** @description What speaks for and against the two being duplicates, weightiest first. */
                                evidence: {
                                    /** @enum {string} */
                                    kind: "words" | "summary" | "meaning" | "rank" | "time" | "frames" | "identifiers" | "component" | "mention" | "project" | "type" | "resolution";
                                    /** @enum {string} */
                                    speaks: "for" | "against";
                                    /** @description For people. */
                                    text: string;
                                    /** @description What the tickets have in common, as it stands in the first. */
                                    terms: string[];
                                }[];
                            }[];
                            calibration: {
                                /**
                                 * @description Learned on other trackers, or on this installation's links.
                                 * @enum {string}
                                 */
                                origin: "shipped" | "own";
                                /** @description The embedder that the probabilities were learned with. */
                                embedder: string;
                                /** @description Whether the index is of that embedder; if not, probabilities are estimates to go by. */
                                fits: boolean;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calibration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Learn anew how probably pairs of tickets are duplicates.
         * @description Takes about a minute for each thousand tickets, at most two thousand of them; one at a time. It ends with the connection that asked for it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Learn from this installation's own duplicate links, or return to the shipped calibration.
                         * @default learn
                         * @enum {string}
                         */
                        action?: "learn" | "reset";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null after a reset. */
                            outcome: {
                                /** @description Whether it is better than the shipped one, and used from now on. */
                                applied: boolean;
                                knownPairs: number;
                                neededPairs: number;
                                /** @description Tickets that were compared with their nearest. */
                                tickets: number;
                                /** @description All pairs that were compared: their log loss decides. */
                                compared: {
                                    /** @description By the shipped calibration. */
                                    before: {
                                        /** @description Pairs that people would get to see, most of them no duplicates. */
                                        pairs: number;
                                        duplicates: number;
                                        bins: {
                                            from: number;
                                            to: number;
                                            pairs: number;
                                            /** @description Mean of the probabilities given. */
                                            predicted: number | null;
                                            /** @description Share that are known duplicates. */
                                            observed: number | null;
                                        }[];
                                        expectedCalibrationError: number;
                                        brier: number;
                                        logLoss: number;
                                        auc: number;
                                        thresholds: {
                                            threshold: number;
                                            proposed: number;
                                            precision: number | null;
                                            recall: number;
                                        }[];
                                    };
                                    /** @description By what was learned, each pair by a model that has not seen its tickets. */
                                    after: {
                                        /** @description Pairs that people would get to see, most of them no duplicates. */
                                        pairs: number;
                                        duplicates: number;
                                        bins: {
                                            from: number;
                                            to: number;
                                            pairs: number;
                                            /** @description Mean of the probabilities given. */
                                            predicted: number | null;
                                            /** @description Share that are known duplicates. */
                                            observed: number | null;
                                        }[];
                                        expectedCalibrationError: number;
                                        brier: number;
                                        logLoss: number;
                                        auc: number;
                                        thresholds: {
                                            threshold: number;
                                            proposed: number;
                                            precision: number | null;
                                            recall: number;
                                        }[];
                                    };
                                };
                                /** @description The five most probable beside each ticket, as on a ticket's page. */
                                page: {
                                    /** @description By the shipped calibration. */
                                    before: {
                                        /** @description Pairs that people would get to see, most of them no duplicates. */
                                        pairs: number;
                                        duplicates: number;
                                        bins: {
                                            from: number;
                                            to: number;
                                            pairs: number;
                                            /** @description Mean of the probabilities given. */
                                            predicted: number | null;
                                            /** @description Share that are known duplicates. */
                                            observed: number | null;
                                        }[];
                                        expectedCalibrationError: number;
                                        brier: number;
                                        logLoss: number;
                                        auc: number;
                                        thresholds: {
                                            threshold: number;
                                            proposed: number;
                                            precision: number | null;
                                            recall: number;
                                        }[];
                                    };
                                    /** @description By what was learned, each pair by a model that has not seen its tickets. */
                                    after: {
                                        /** @description Pairs that people would get to see, most of them no duplicates. */
                                        pairs: number;
                                        duplicates: number;
                                        bins: {
                                            from: number;
                                            to: number;
                                            pairs: number;
                                            /** @description Mean of the probabilities given. */
                                            predicted: number | null;
                                            /** @description Share that are known duplicates. */
                                            observed: number | null;
                                        }[];
                                        expectedCalibrationError: number;
                                        brier: number;
                                        logLoss: number;
                                        auc: number;
                                        thresholds: {
                                            threshold: number;
                                            proposed: number;
                                            precision: number | null;
                                            recall: number;
                                        }[];
                                    };
                                };
                                /** @description The most probable earlier ticket, as in triage. */
                                triage: {
                                    /** @description By the shipped calibration. */
                                    before: {
                                        /** @description Pairs that people would get to see, most of them no duplicates. */
                                        pairs: number;
                                        duplicates: number;
                                        bins: {
                                            from: number;
                                            to: number;
                                            pairs: number;
                                            /** @description Mean of the probabilities given. */
                                            predicted: number | null;
                                            /** @description Share that are known duplicates. */
                                            observed: number | null;
                                        }[];
                                        expectedCalibrationError: number;
                                        brier: number;
                                        logLoss: number;
                                        auc: number;
                                        thresholds: {
                                            threshold: number;
                                            proposed: number;
                                            precision: number | null;
                                            recall: number;
                                        }[];
                                    };
                                    /** @description By what was learned, each pair by a model that has not seen its tickets. */
                                    after: {
                                        /** @description Pairs that people would get to see, most of them no duplicates. */
                                        pairs: number;
                                        duplicates: number;
                                        bins: {
                                            from: number;
                                            to: number;
                                            pairs: number;
                                            /** @description Mean of the probabilities given. */
                                            predicted: number | null;
                                            /** @description Share that are known duplicates. */
                                            observed: number | null;
                                        }[];
                                        expectedCalibrationError: number;
                                        brier: number;
                                        logLoss: number;
                                        auc: number;
                                        thresholds: {
                                            threshold: number;
                                            proposed: number;
                                            precision: number | null;
                                            recall: number;
                                        }[];
                                    };
                                };
                                /** @description What signals count for in every search, learned by how well known duplicates are found. */
                                weights: {
                                    weights: {
                                        /** @description Of meaning, beside words: together they make 1. */
                                        meaning: number;
                                        /** @description Of nearness to the summary, beside nearness to the best passage. */
                                        summaryMeaning: number;
                                        /** @description What a ticket loses with every factor e between the days that they lie apart. */
                                        timeApart: number;
                                        /** @description What it loses where it was reported after the one that it is compared with. */
                                        later: number;
                                        /** @description What it loses where it is of another project. */
                                        otherProject: number;
                                    };
                                    /** @description Tickets with known duplicates that were searched for. */
                                    queries: number;
                                    /** @description With the shipped weights. */
                                    before: {
                                        recallAt10: number;
                                        mrrAt10: number;
                                    };
                                    /** @description Each by weights that were learned without it. */
                                    after: {
                                        recallAt10: number;
                                        mrrAt10: number;
                                    };
                                    /** @description Whether that is beyond chance, and they are used from now on. */
                                    better: boolean;
                                };
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/fine-tuning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Examples for fine-tuning: reports of resolved tickets and what resolved them, masked.
         * @description One JSON value a line. The last line is no example but the summary: {"summary": {…}}. An answer that ends without it broke off.
         */
        get: {
            parameters: {
                query?: {
                    /** @description OpenAI's chat form, or instructions with Llama 3's own template. */
                    format?: "openai" | "llama3";
                    /** @description Only tickets of these projects; may be repeated. */
                    project?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the tickets of a file: JSON of REST v2 or v3, or a CSV export, compressed or not.
         * @description Answers when every record has been disposed of; GET /api/sync shows how far it is.
         */
        post: {
            parameters: {
                query?: {
                    /** @description What the file is, where its content does not show it. */
                    format?: "jsonl" | "json" | "csv";
                    /** @description The zone of the dates in a CSV export, which name none. */
                    timeZone?: string;
                    /** @description What stands first in dates such as 03/04/2024 in a CSV export. */
                    dateOrder?: "day-first" | "month-first";
                    /** @description Only tickets of these projects; may be repeated. */
                    project?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                    "application/x-ndjson": string;
                    "application/json": string;
                    "application/gzip": string;
                    "text/csv": string;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            received: number;
                            /** @description New or changed tickets. */
                            accepted: number;
                            /** @description Tickets known in this or a newer state. */
                            duplicate: number;
                            /** @description Records kept as dead letters. */
                            refused: number;
                            /** @description Records of other projects than those asked for; not received. */
                            skipped: number;
                            /** @enum {string} */
                            format: "jsonl" | "json" | "csv";
                            /** @description The run that they are counted under. */
                            run: number;
                            /** @description The first few. */
                            refusals: {
                                /** @description Where in the file the record begins. */
                                place: string | null;
                                /** @description The rule that the record breaks, such as not-json or contract:fields.summary. */
                                rule: string;
                                reason: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/adapt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which search model is in use, and where the newest adaptation stands. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The newest one since the process started. */
                            adaptation: {
                                /** @enum {string} */
                                kind: "adapt" | "measure" | "back";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /**
                                 * @description Tickets are read, a model is trained and measured, and an index is made with it.
                                 * @enum {string}
                                 */
                                step: "read" | "train" | "measure" | "index";
                                done: number;
                                /** @description 0 where it is not known. */
                                total: number;
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                outcome: {
                                    /** @description The id of the new model. */
                                    model: string;
                                    /** @description The model that ships, from which it was trained on: what `before` measures. */
                                    base: string;
                                    /** @description Tickets that everybody in their project may read. */
                                    tickets: number;
                                    /** @description Tickets that it learned from. */
                                    learned: number;
                                    /** @description Tickets that were held back, to measure on. */
                                    heldBack: number;
                                    /** @description Pairs of texts of one ticket. */
                                    pairs: number;
                                    /** @description Words and parts of words whose vectors moved. */
                                    tokens: number;
                                    steps: number;
                                    /** @description How far it goes from the model that ships to what was learned: 1 is all the way. */
                                    share: number;
                                    comparisons: {
                                        /** @description Summaries of held-back tickets look for their descriptions among those of all held-back tickets. */
                                        heldBack: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description The same among descriptions that were learned from, too: what decides. */
                                        amongAll: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description Tickets look for those that people linked as duplicates; null where there are too few. */
                                        duplicates: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                        /** @description Everyday phrases look for others that say the same. */
                                        plainLanguage: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description As `amongAll`, beside the adapted model in use; null where the one that ships is in use. */
                                        inUse: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                    };
                                    /** @description What speaks against using it. */
                                    objections: ("no-gain" | "duplicates-worse" | "plain-language-worse" | "worse-than-in-use")[];
                                } | null;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            } | null;
                            /** @description The embedder that indexes are made with. */
                            model: string;
                            /** @description The model that ships; null where the settings ask for another embedder. */
                            shipped: string | null;
                            /** @description The last one that came to its end. */
                            last: {
                                /** Format: date-time */
                                at: string;
                                /** @description Whether it was put to use then. */
                                taken: boolean;
                                outcome: {
                                    /** @description The id of the new model. */
                                    model: string;
                                    /** @description The model that ships, from which it was trained on: what `before` measures. */
                                    base: string;
                                    /** @description Tickets that everybody in their project may read. */
                                    tickets: number;
                                    /** @description Tickets that it learned from. */
                                    learned: number;
                                    /** @description Tickets that were held back, to measure on. */
                                    heldBack: number;
                                    /** @description Pairs of texts of one ticket. */
                                    pairs: number;
                                    /** @description Words and parts of words whose vectors moved. */
                                    tokens: number;
                                    steps: number;
                                    /** @description How far it goes from the model that ships to what was learned: 1 is all the way. */
                                    share: number;
                                    comparisons: {
                                        /** @description Summaries of held-back tickets look for their descriptions among those of all held-back tickets. */
                                        heldBack: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description The same among descriptions that were learned from, too: what decides. */
                                        amongAll: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description Tickets look for those that people linked as duplicates; null where there are too few. */
                                        duplicates: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                        /** @description Everyday phrases look for others that say the same. */
                                        plainLanguage: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description As `amongAll`, beside the adapted model in use; null where the one that ships is in use. */
                                        inUse: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                    };
                                    /** @description What speaks against using it. */
                                    objections: ("no-gain" | "duplicates-worse" | "plain-language-worse" | "worse-than-in-use")[];
                                };
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Train the search model on the tickets here, or go back to the one that ships. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Train, measure, and use the model where it is better; measure only; or go back to the one that ships.
                         * @default adapt
                         * @enum {string}
                         */
                        action?: "adapt" | "measure" | "back";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The newest one since the process started. */
                            adaptation: {
                                /** @enum {string} */
                                kind: "adapt" | "measure" | "back";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /**
                                 * @description Tickets are read, a model is trained and measured, and an index is made with it.
                                 * @enum {string}
                                 */
                                step: "read" | "train" | "measure" | "index";
                                done: number;
                                /** @description 0 where it is not known. */
                                total: number;
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                outcome: {
                                    /** @description The id of the new model. */
                                    model: string;
                                    /** @description The model that ships, from which it was trained on: what `before` measures. */
                                    base: string;
                                    /** @description Tickets that everybody in their project may read. */
                                    tickets: number;
                                    /** @description Tickets that it learned from. */
                                    learned: number;
                                    /** @description Tickets that were held back, to measure on. */
                                    heldBack: number;
                                    /** @description Pairs of texts of one ticket. */
                                    pairs: number;
                                    /** @description Words and parts of words whose vectors moved. */
                                    tokens: number;
                                    steps: number;
                                    /** @description How far it goes from the model that ships to what was learned: 1 is all the way. */
                                    share: number;
                                    comparisons: {
                                        /** @description Summaries of held-back tickets look for their descriptions among those of all held-back tickets. */
                                        heldBack: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description The same among descriptions that were learned from, too: what decides. */
                                        amongAll: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description Tickets look for those that people linked as duplicates; null where there are too few. */
                                        duplicates: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                        /** @description Everyday phrases look for others that say the same. */
                                        plainLanguage: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description As `amongAll`, beside the adapted model in use; null where the one that ships is in use. */
                                        inUse: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                    };
                                    /** @description What speaks against using it. */
                                    objections: ("no-gain" | "duplicates-worse" | "plain-language-worse" | "worse-than-in-use")[];
                                } | null;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            } | null;
                            /** @description The embedder that indexes are made with. */
                            model: string;
                            /** @description The model that ships; null where the settings ask for another embedder. */
                            shipped: string | null;
                            /** @description The last one that came to its end. */
                            last: {
                                /** Format: date-time */
                                at: string;
                                /** @description Whether it was put to use then. */
                                taken: boolean;
                                outcome: {
                                    /** @description The id of the new model. */
                                    model: string;
                                    /** @description The model that ships, from which it was trained on: what `before` measures. */
                                    base: string;
                                    /** @description Tickets that everybody in their project may read. */
                                    tickets: number;
                                    /** @description Tickets that it learned from. */
                                    learned: number;
                                    /** @description Tickets that were held back, to measure on. */
                                    heldBack: number;
                                    /** @description Pairs of texts of one ticket. */
                                    pairs: number;
                                    /** @description Words and parts of words whose vectors moved. */
                                    tokens: number;
                                    steps: number;
                                    /** @description How far it goes from the model that ships to what was learned: 1 is all the way. */
                                    share: number;
                                    comparisons: {
                                        /** @description Summaries of held-back tickets look for their descriptions among those of all held-back tickets. */
                                        heldBack: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description The same among descriptions that were learned from, too: what decides. */
                                        amongAll: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description Tickets look for those that people linked as duplicates; null where there are too few. */
                                        duplicates: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                        /** @description Everyday phrases look for others that say the same. */
                                        plainLanguage: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        };
                                        /** @description As `amongAll`, beside the adapted model in use; null where the one that ships is in use. */
                                        inUse: {
                                            before: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            after: {
                                                queries: number;
                                                /** @description The mean of 1 / rank of what was to be found. */
                                                mrr: number;
                                                /** @description The share of queries that found it within the first ten. */
                                                r10: number;
                                            };
                                            mrrGain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                            r10Gain: {
                                                mean: number;
                                                /** @description With a probability of 95 % it lies between `low` and `high`. */
                                                low: number;
                                                high: number;
                                            };
                                        } | null;
                                    };
                                    /** @description What speaks against using it. */
                                    objections: ("no-gain" | "duplicates-worse" | "plain-language-worse" | "worse-than-in-use")[];
                                };
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the lake holds. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            segments: {
                                lines: number;
                                bytes: number;
                                /** @description Lines that a newer one of the same ticket has taken the place of. */
                                superseded: number;
                                supersededBytes: number;
                                oldest: string | null;
                                newest: string | null;
                                file: string;
                            }[];
                            total: {
                                lines: number;
                                bytes: number;
                                /** @description Lines that a newer one of the same ticket has taken the place of. */
                                superseded: number;
                                supersededBytes: number;
                                oldest: string | null;
                                newest: string | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lake/compactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drop older states of tickets from the lake. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Older states that came in since stay.
                         * @default 0
                         */
                        keepDays?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            droppedLines: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a ticket, a person, or what was resolved before a day, from all that is stored.
         * @description Answers when no file of the installation holds it any more; that can take minutes.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What is to be erased. */
                        subject: {
                            /** @enum {string} */
                            kind: "ticket";
                            /** @description A key that the ticket has or had (PAY-17), with its site before it where several have it (us:PAY-17), or its id (us:10001). */
                            key: string;
                        } | {
                            /** @enum {string} */
                            kind: "person";
                            /** @description The account id; on Data Center the key or name of the user. */
                            accountId: string;
                        } | {
                            /** @enum {string} */
                            kind: "expiry";
                            /**
                             * Format: date
                             * @description Tickets that were resolved before this day (UTC).
                             */
                            resolvedBefore: string;
                        };
                        /**
                         * @description Says what would be erased, and changes nothing.
                         * @default false
                         */
                        dryRun?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            erased: boolean;
                            /** @enum {string} */
                            kind: "ticket" | "person" | "expiry";
                            /** @description Keys that the tickets have and had, with their sites (us:PAY-17); at most a hundred. */
                            keys: string[];
                            /** @description The sites of the tickets; none for a person, who is erased at all. */
                            sites: string[];
                            /** @description Names and addresses of the person, which go out of all text. */
                            names: string[];
                            /** @description Names of one word: they go where the person stands, and are not looked for in text. */
                            shortNames: string[];
                            /** @description Tickets that go. */
                            tickets: number;
                            /** @description Tickets that stay, without what is erased. */
                            changedTickets: number;
                            /** @description Lines of the lake that go. */
                            lines: number;
                            changedLines: number;
                            deadLetters: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that were refused: counted by the rule that they break, and one by one. */
        get: {
            parameters: {
                query?: {
                    /** @description Only of this rule; without what follows its colon, of all such rules. */
                    rule?: string;
                    source?: string;
                    /** @description Only from this sync or import. */
                    run?: number;
                    state?: "waiting" | "discarded";
                    /** @description The `next` of the page before. */
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            /** @description All that were asked for, counted by rule, most first. */
                            rules: {
                                /** @description The rule that the record breaks, such as not-json or contract:fields.summary. */
                                rule: string;
                                letters: number;
                                /** @description The reason of one. */
                                example: string;
                            }[];
                            /** @description A page of them, oldest first. */
                            letters: {
                                id: number;
                                /** @enum {string} */
                                state: "waiting" | "discarded";
                                /** @description The rule that the record breaks, such as not-json or contract:fields.summary. */
                                rule: string;
                                /** @description The same for people, with the place and what was found there. */
                                reason: string;
                                /** @description The place in the record; empty for the record as a whole. */
                                path: string;
                                /** @description Where in its file the record began. */
                                place: string | null;
                                /** @description The ticket key that the record names; nothing has checked it. */
                                key: string | null;
                                externalId: string | null;
                                source: string;
                                /** @description The sync or import that received it. */
                                run: number;
                                /** @description How often it was refused. */
                                attempts: number;
                                /** Format: date-time */
                                refusedFirst: string;
                                /** Format: date-time */
                                refusedLast: string;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A refused record, as it came. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @enum {string} */
                            state: "waiting" | "discarded";
                            /** @description The rule that the record breaks, such as not-json or contract:fields.summary. */
                            rule: string;
                            /** @description The same for people, with the place and what was found there. */
                            reason: string;
                            /** @description The place in the record; empty for the record as a whole. */
                            path: string;
                            /** @description Where in its file the record began. */
                            place: string | null;
                            /** @description The ticket key that the record names; nothing has checked it. */
                            key: string | null;
                            externalId: string | null;
                            source: string;
                            /** @description The sync or import that received it. */
                            run: number;
                            /** @description How often it was refused. */
                            attempts: number;
                            /** Format: date-time */
                            refusedFirst: string;
                            /** Format: date-time */
                            refusedLast: string;
                            /** @description What came in, as it came; null once it has been discarded. */
                            record: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send refused records through the gate again.
         * @description Tries some of them; to try all, ask again with `after` until `next` is null.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Only of this rule; without what follows its colon, of all such rules. */
                        rule?: string;
                        source?: string;
                        run?: number;
                        ids?: number[];
                        /** @enum {boolean} */
                        all?: true;
                        /**
                         * @description The `next` of the answer before.
                         * @default 0
                         */
                        after?: number;
                    } | unknown | unknown | unknown | unknown | unknown;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tried: number;
                            /** @description Tickets now; their letters are gone. */
                            accepted: number;
                            /** @description Known by now in this or a newer state; their letters are gone. */
                            duplicate: number;
                            /** @description Refused again; their letters carry the new reason. */
                            refused: number;
                            /** @description Where to go on: a request takes some of the letters. Null: all were tried. */
                            next: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let refused records go for good. They stay counted. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Only of this rule; without what follows its colon, of all such rules. */
                        rule?: string;
                        source?: string;
                        run?: number;
                        ids?: number[];
                        /** @enum {boolean} */
                        all?: true;
                    } | unknown | unknown | unknown | unknown | unknown;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            discarded: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What runs, and how many jobs wait. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The newest of each kind. */
                            work: {
                                /**
                                 * @description sync: tickets are read, from Jira or a file, or compared with Jira’s; of each kind one runs at a time.
                                 * @enum {string}
                                 */
                                kind: "sync" | "rebuild" | "adapt";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /** @description What is being done, where the work has several steps. */
                                step: string | null;
                                done: number;
                                /** @description Null where it is not known. */
                                total: number | null;
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                /** @description Whether it runs, and ends if it is asked to. */
                                cancellable: boolean;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            }[];
                            /** @description How many jobs there are; ended ones are forgotten after a week, dead ones never. */
                            queues: {
                                queue: string;
                                /** @enum {string} */
                                state: "waiting" | "running" | "done" | "dead" | "cancelled";
                                jobs: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what runs to end. What it has done by then stays.
         * @description It ends at the next place where it can: GET /api/jobs says when it has.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description sync: tickets are read, from Jira or a file, or compared with Jira’s; of each kind one runs at a time.
                         * @enum {string}
                         */
                        kind: "sync" | "rebuild" | "adapt";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The newest of each kind. */
                            work: {
                                /**
                                 * @description sync: tickets are read, from Jira or a file, or compared with Jira’s; of each kind one runs at a time.
                                 * @enum {string}
                                 */
                                kind: "sync" | "rebuild" | "adapt";
                                /** @enum {string} */
                                state: "running" | "succeeded" | "failed" | "interrupted";
                                /** @description What is being done, where the work has several steps. */
                                step: string | null;
                                done: number;
                                /** @description Null where it is not known. */
                                total: number | null;
                                /** Format: date-time */
                                startedAt: string;
                                finishedAt: string | null;
                                /** @description Whether it runs, and ends if it is asked to. */
                                cancellable: boolean;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                            }[];
                            /** @description How many jobs there are; ended ones are forgotten after a week, dead ones never. */
                            queues: {
                                queue: string;
                                /** @enum {string} */
                                state: "waiting" | "running" | "done" | "dead" | "cancelled";
                                jobs: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs that failed for good, and why.
         * @description They are kept until somebody runs them again or dismisses them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Those that died last first. */
                            jobs: {
                                id: string;
                                queue: string;
                                /** @description How often it was tried. */
                                attempts: number;
                                /** @description When the last attempt failed. */
                                diedAt: string | null;
                                /** @description What went wrong, oldest first. */
                                errors: {
                                    attempt: number;
                                    /** Format: date-time */
                                    at: string;
                                    message: string;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/dead/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a job that failed for good one more attempt.
         * @description Asked for again, it changes nothing until that one has failed too.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/dead/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a job go that failed for good, undone. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings in force, where they came from, and what they mean. Secrets are not shown. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            settings: {
                                /** @description The environment variable. */
                                name: string;
                                /** @description Null where it is not set; `(set)` where it is a secret. */
                                value: (string | number | string[]) | null;
                                /** @description Where the value came from; null where that is not known any more. */
                                origin: ("option" | "environment" | ".env" | "casebook.env" | "default") | null;
                                description: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/insights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many tickets came and were resolved, how long that took, and how old the open ones are.
         * @description Over what the asker may read; each request counts anew.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only these projects; may be repeated. */
                    project?: string[];
                    /** @description Weeks begin on Monday; both are of UTC. */
                    per?: "week" | "month";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description All that the asker may read. */
                            tickets: number;
                            /** @enum {string} */
                            per: "week" | "month";
                            /** @description The newest 120, oldest first, without gaps. */
                            periods: {
                                /** Format: date-time */
                                from: string;
                                created: number;
                                resolved: number;
                            }[];
                            /** @description From the creation of a ticket to its resolution. */
                            resolution: {
                                tickets: number;
                                /** @description Half of them took no longer. */
                                medianMs: number | null;
                                /** @description Nine in ten took no longer. */
                                p90Ms: number | null;
                                /** @description Each without those before it. */
                                spread: {
                                    /** @description In milliseconds; null for all that is longer. */
                                    upToMs: number | null;
                                    tickets: number;
                                }[];
                            };
                            /** @description Those whose status is not of the kind `done`, by the time since their creation. */
                            open: {
                                tickets: number;
                                /** @description Each without those before it. */
                                ages: {
                                    /** @description In milliseconds; null for all that is longer. */
                                    upToMs: number | null;
                                    tickets: number;
                                }[];
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What came in, what became of it and what runs, as it changes.
         * @description Server-sent events. With the id of the last one as Last-Event-ID, those after it follow.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": {
                            /** @enum {string} */
                            event: "sample";
                            data: {
                                /** Format: date-time */
                                at: string;
                                /** @description Records received. */
                                fetched: number;
                                /** @description Records that became the state of a ticket. */
                                applied: number;
                                /** @description Pieces of text embedded since the process started. */
                                embedded: number;
                                /** @description Tickets that can be found as they are now. */
                                indexed: number;
                            };
                        } | {
                            /** @enum {string} */
                            event: "status";
                            data: {
                                run: {
                                    id: number;
                                    /**
                                     * @description Whether it read Jira, or took what somebody brought.
                                     * @enum {string}
                                     */
                                    kind: "sync" | "import";
                                    /** @enum {string} */
                                    state: "running" | "succeeded" | "failed" | "interrupted";
                                    /** Format: date-time */
                                    startedAt: string;
                                    finishedAt: string | null;
                                    /** @description Tickets known to be on their way. */
                                    announced: number;
                                    announcedAll: boolean;
                                    received: number;
                                    applied: number;
                                    duplicate: number;
                                    refused: number;
                                    error: {
                                        code: string;
                                        detail: string;
                                    } | null;
                                    /** @description Of several Jira sites those that could not be read; the others were. For operators. */
                                    failures: {
                                        code: string;
                                        detail: string;
                                        site: string;
                                    }[];
                                } | null;
                                /** @description What Jira said by itself. */
                                webhooks: {
                                    /** @description Whether there is a secret that they can be signed with. */
                                    taken: boolean;
                                    last: {
                                        /** Format: date-time */
                                        receivedAt: string;
                                        /** @description Null where it could not be read. */
                                        event: string | null;
                                    } | null;
                                    /** @description Tickets to be fetched because of them. */
                                    waiting: number;
                                    /** @description Why they could not be fetched; it is tried again. */
                                    trouble: {
                                        code: string;
                                        detail: string;
                                    } | null;
                                };
                                /** @description Pieces of text embedded since the process started. */
                                embedded: number;
                                indexing: {
                                    live: number;
                                    indexed: number;
                                    waiting: number;
                                    /** @description Of those waiting: put aside after several failures. */
                                    setAside: number;
                                    /** @description live = indexed + waiting */
                                    holds: boolean;
                                };
                                /** @description What keeps the index from going on, and is tried again. */
                                trouble: {
                                    code: string;
                                    detail: string;
                                    /** @description It may pass by itself. */
                                    retry: boolean;
                                } | null;
                                version: string;
                                /** @enum {string} */
                                kind: "demo" | "real";
                                siteUrl: string | null;
                                /** @description Why nothing can be read from Jira; null where it can. */
                                noSync: {
                                    code: string;
                                    detail: string;
                                } | null;
                                /** @description Jira sites that may not be read, or whose last reading failed; for operators. */
                                failing: {
                                    code: string;
                                    detail: string;
                                    site: string;
                                    /** @description Null where it was not tried. */
                                    at: string | null;
                                }[];
                                records: {
                                    received: number;
                                    applied: number;
                                    duplicate: number;
                                    pending: number;
                                    deadLettered: number;
                                    discarded: number;
                                    erased: number;
                                    /** @description received = applied + duplicate + pending + deadLettered + discarded + erased */
                                    holds: boolean;
                                };
                                /** @description The last time that what does not verify was cut from the end of the lake, as a crash leaves it. */
                                lakeCut: {
                                    /** Format: date-time */
                                    at: string;
                                    bytes: number;
                                    file: string;
                                    offset: number;
                                    /** @description Whether it was certainly never acknowledged, so that it is fetched again. */
                                    unacknowledged: boolean;
                                } | null;
                                embedder: {
                                    id: string;
                                    dimensions: number;
                                    /** @description Texts are sent to another machine. */
                                    remote: boolean;
                                };
                                /** @description Restricted texts that are not sent to a remote embedder, and are found by words alone. */
                                withheld: {
                                    tickets: number;
                                    comments: number;
                                };
                                index: {
                                    tickets: number;
                                    chunks: number;
                                    /**
                                     * @description What searches.
                                     * @enum {string}
                                     */
                                    engine: "embedded" | "qdrant";
                                    /** @description Whether it can be searched by meaning. */
                                    meaning: boolean;
                                };
                                /** @description The newest comparison with Jira that came to its end. */
                                ledger: {
                                    id: number;
                                    /** Format: date-time */
                                    startedAt: string;
                                    /** Format: date-time */
                                    finishedAt: string;
                                    /** @description It only looked. */
                                    dryRun: boolean;
                                    found: {
                                        missing: number;
                                        stale: number;
                                        extra: number;
                                    };
                                    /** @description How it stands since. */
                                    total: {
                                        /** @description That Jira lists. */
                                        jira: number;
                                        /** @description That are here and are listed, or were given by Jira once. */
                                        live: number;
                                        /** @description Listed, and not here. */
                                        missing: number;
                                        /** @description Here in an older state than Jira has. */
                                        stale: number;
                                        /** @description Here, and no longer given by Jira. */
                                        extra: number;
                                        /** @description Here, and in Jira outside of what is synced: they left it, and stay. */
                                        outside: number;
                                        /** @description Listed, and dead letters here. */
                                        refused: number;
                                        /** @description Listed, and erased here. */
                                        erased: number;
                                    };
                                } | null;
                                /** @description How the connection to Jira is; null where the settings name none. */
                                jira: {
                                    /**
                                     * @description open: Jira failed several times in a row, and calls fail at once; half-open: the next is a trial.
                                     * @enum {string}
                                     */
                                    circuit: "closed" | "open" | "half-open";
                                    /** @description From when on a call is a trial. */
                                    trialAt: string | null;
                                    /** @description Requests that may be under way at once, at present. */
                                    concurrency: number;
                                    /** @description How fast requests may follow each other, at present; null where no limit was met. */
                                    requestsPerSecond: number | null;
                                    /** @description How long Jira asked to be left alone. */
                                    pauseMs: number;
                                    /** @description Since the process started. */
                                    answers: number;
                                    /** @description Of these: 429 and 503. */
                                    refusals: number;
                                } | null;
                                /** @description The sites beside the first, which the rest is about; for operators. */
                                sites: {
                                    name: string;
                                    url: string;
                                    /** @description Null where the settings name it no longer: its tickets stay. */
                                    jira: {
                                        /**
                                         * @description open: Jira failed several times in a row, and calls fail at once; half-open: the next is a trial.
                                         * @enum {string}
                                         */
                                        circuit: "closed" | "open" | "half-open";
                                        /** @description From when on a call is a trial. */
                                        trialAt: string | null;
                                        /** @description Requests that may be under way at once, at present. */
                                        concurrency: number;
                                        /** @description How fast requests may follow each other, at present; null where no limit was met. */
                                        requestsPerSecond: number | null;
                                        /** @description How long Jira asked to be left alone. */
                                        pauseMs: number;
                                        /** @description Since the process started. */
                                        answers: number;
                                        /** @description Of these: 429 and 503. */
                                        refusals: number;
                                    } | null;
                                    ledger: {
                                        id: number;
                                        /** Format: date-time */
                                        startedAt: string;
                                        /** Format: date-time */
                                        finishedAt: string;
                                        /** @description It only looked. */
                                        dryRun: boolean;
                                        found: {
                                            missing: number;
                                            stale: number;
                                            extra: number;
                                        };
                                        /** @description How it stands since. */
                                        total: {
                                            /** @description That Jira lists. */
                                            jira: number;
                                            /** @description That are here and are listed, or were given by Jira once. */
                                            live: number;
                                            /** @description Listed, and not here. */
                                            missing: number;
                                            /** @description Here in an older state than Jira has. */
                                            stale: number;
                                            /** @description Here, and no longer given by Jira. */
                                            extra: number;
                                            /** @description Here, and in Jira outside of what is synced: they left it, and stay. */
                                            outside: number;
                                            /** @description Listed, and dead letters here. */
                                            refused: number;
                                            /** @description Listed, and erased here. */
                                            erased: number;
                                        };
                                    } | null;
                                    webhooks: {
                                        /** @description Whether there is a secret that they can be signed with. */
                                        taken: boolean;
                                        last: {
                                            /** Format: date-time */
                                            receivedAt: string;
                                            /** @description Null where it could not be read. */
                                            event: string | null;
                                        } | null;
                                        /** @description Tickets to be fetched because of them. */
                                        waiting: number;
                                        /** @description Why they could not be fetched; it is tried again. */
                                        trouble: {
                                            code: string;
                                            detail: string;
                                        } | null;
                                    } | null;
                                    /** @description When it said who may see what; until then only operators see its tickets. */
                                    access: {
                                        readAt: string | null;
                                        trouble: {
                                            /** Format: date-time */
                                            at: string;
                                            reason: string;
                                        } | null;
                                    };
                                }[];
                                /** @description The newest rebuild since the process started. */
                                rebuild: {
                                    /** @enum {string} */
                                    kind: "rebuild" | "back" | "renew";
                                    /** @enum {string} */
                                    state: "running" | "succeeded" | "failed" | "interrupted";
                                    /**
                                     * @description Lines of the lake are replayed, then tickets are indexed.
                                     * @enum {string}
                                     */
                                    step: "lake" | "index";
                                    done: number;
                                    total: number;
                                    /** Format: date-time */
                                    startedAt: string;
                                    finishedAt: string | null;
                                    /** @description What the replay of the lake found and put right. */
                                    tickets: {
                                        equal: number;
                                        changed: number;
                                        removed: number;
                                        refused: number;
                                    } | null;
                                    error: {
                                        code: string;
                                        detail: string;
                                    } | null;
                                } | null;
                            };
                        } | {
                            /** @enum {string} */
                            event: "jobs";
                            data: {
                                /** @description The newest of each kind. */
                                work: {
                                    /**
                                     * @description sync: tickets are read, from Jira or a file, or compared with Jira’s; of each kind one runs at a time.
                                     * @enum {string}
                                     */
                                    kind: "sync" | "rebuild" | "adapt";
                                    /** @enum {string} */
                                    state: "running" | "succeeded" | "failed" | "interrupted";
                                    /** @description What is being done, where the work has several steps. */
                                    step: string | null;
                                    done: number;
                                    /** @description Null where it is not known. */
                                    total: number | null;
                                    /** Format: date-time */
                                    startedAt: string;
                                    finishedAt: string | null;
                                    /** @description Whether it runs, and ends if it is asked to. */
                                    cancellable: boolean;
                                    error: {
                                        code: string;
                                        detail: string;
                                    } | null;
                                }[];
                                /** @description How many jobs there are; ended ones are forgotten after a week, dead ones never. */
                                queues: {
                                    queue: string;
                                    /** @enum {string} */
                                    state: "waiting" | "running" | "done" | "dead" | "cancelled";
                                    jobs: number;
                                }[];
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            advice: string;
                            /** @description Whether the same request can succeed later. */
                            retry: boolean;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
