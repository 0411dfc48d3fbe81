using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace PartnerBlazor.Tests;

/// <summary>
/// What a type knows: its base, interfaces, attributes, members and every type and method its method bodies speak of, those of the
/// closures and state machines compiled from it included.
/// </summary>
internal sealed class Dependencies
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static readonly ConcurrentDictionary<Type, Dependencies> s_known = new();

    private readonly HashSet<Type> _types = [];
    private readonly HashSet<MethodBase> _methods = [];

    private Dependencies(Type owner)
    {
        Read(owner);
        _types.Remove(owner);
    }

    /// <summary>The types it speaks of, generic arguments taken apart; nested types stand for the type around them.</summary>
    public IReadOnlyCollection<Type> Types => _types;

    /// <summary>The methods it calls or points to.</summary>
    public IReadOnlyCollection<MethodBase> Methods => _methods;

    /// <summary>What a top-level type knows.</summary>
    public static Dependencies Of(Type type) => s_known.GetOrAdd(type, owner => new Dependencies(owner));

    /// <summary>The type around all that is nested.</summary>
    public static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } around)
            type = around;
        return type.IsGenericType && !type.IsGenericTypeDefinition ? type.GetGenericTypeDefinition() : type;
    }

    private void Read(Type type)
    {
        Add(type.BaseType);
        foreach (var each in type.GetInterfaces())
            Add(each);
        AddAttributes(type);
        foreach (var field in type.GetFields(Everything))
        {
            Add(field.FieldType);
            AddAttributes(field);
        }
        foreach (var property in type.GetProperties(Everything))
            AddAttributes(property);
        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            Read(method);
        foreach (var nested in type.GetNestedTypes(Everything))
            Read(nested);
    }

    private void Read(MethodBase method)
    {
        AddAttributes(method);
        Add((method as MethodInfo)?.ReturnType);
        foreach (var parameter in method.GetParameters())
            Add(parameter.ParameterType);
        if (method.GetMethodBody() is not { } body)
            return;
        foreach (var local in body.LocalVariables)
            Add(local.LocalType);
        foreach (var clause in body.ExceptionHandlingClauses)
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause)
                Add(clause.CatchType);
        ReadCode(method, body.GetILAsByteArray()!);
    }

    private void ReadCode(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
                value = (short)(0xFE00 | code[at++]);
            var operand = s_opCodes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                Add(method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments));
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private void Add(MemberInfo? member)
    {
        switch (member)
        {
            case Type type:
                Add(type);
                break;
            case FieldInfo field:
                Add(field.DeclaringType);
                Add(field.FieldType);
                break;
            case MethodBase method:
                _methods.Add(method);
                Add(method.DeclaringType);
                Add((method as MethodInfo)?.ReturnType);
                foreach (var parameter in method.GetParameters())
                    Add(parameter.ParameterType);
                if (method.IsGenericMethod)
                    foreach (var argument in method.GetGenericArguments())
                        Add(argument);
                break;
        }
    }

    private void Add(Type? type)
    {
        if (type is null || type.IsGenericParameter)
            return;
        if (type.HasElementType)
        {
            Add(type.GetElementType());
            return;
        }
        if (type.IsGenericType)
            foreach (var argument in type.GetGenericArguments())
                Add(argument);
        _types.Add(Outermost(type));
    }

    private void AddAttributes(MemberInfo member)
    {
        foreach (var attribute in member.CustomAttributes)
        {
            Add(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
                Add(argument.Value as Type);
        }
    }
}
